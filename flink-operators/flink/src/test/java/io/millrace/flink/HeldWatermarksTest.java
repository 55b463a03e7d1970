package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.HeldWatermarks.Stretch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldWatermarksTest {

  private final List<String> released = new ArrayList<>();
  private final HeldWatermarks watermarks = new HeldWatermarks(new HeldWatermarks.Release() {
    @Override
    public void watermark(long time) {
      released.add("" + time);
    }

    @Override
    public void status(boolean idle) {
      released.add(idle ? "idle" : "active");
    }
  });

  @Test
  void nothingIsHeldBackForNobody() {
    watermarks.mark(1);
    watermarks.status(true);
    watermarks.status(false);
    watermarks.mark(2);
    assertThat(released).containsExactly("1", "idle", "active", "2");
  }

  @Test
  void aWatermarkWaitsForAllThatCameBeforeIt() {
    Stretch first = watermarks.enter();
    watermarks.mark(1);
    Stretch second = watermarks.enter();
    watermarks.mark(2);
    Stretch third = watermarks.enter();
    watermarks.leave(second);
    assertThat(released).isEmpty();
    watermarks.leave(first);
    assertThat(released).containsExactly("1", "2");
    watermarks.leave(third);
    watermarks.mark(3);
    assertThat(released).containsExactly("1", "2", "3");
  }

  @Test
  void ofManyWatermarksWithNobodyBetweenThemTheLastIsKept() {
    Stretch only = watermarks.enter();
    for (int time = 1; time <= 1_000; time++) {
      watermarks.mark(time);
    }
    watermarks.leave(only);
    assertThat(released).containsExactly("1000");
  }

  @Test
  void idlenessWaitsToo() {
    Stretch first = watermarks.enter();
    watermarks.mark(1);
    watermarks.status(true);
    Stretch second = watermarks.enter();
    watermarks.status(false);
    watermarks.mark(2);
    watermarks.leave(first);
    assertThat(released).containsExactly("1", "idle");
    watermarks.leave(second);
    assertThat(released).containsExactly("1", "idle", "active", "2");
  }

  @Test
  void aWatermarkNeverGoesBack() {
    Stretch only = watermarks.enter();
    watermarks.mark(5);
    watermarks.leave(only);
    watermarks.mark(3);
    watermarks.mark(6);
    assertThat(released).containsExactly("5", "6");
  }

  @Test
  void whoComesBackIsInThePlaceItHad() {
    Stretch first = watermarks.enterAgain(3);
    Stretch second = watermarks.enterAgain(3);
    Stretch third = watermarks.enterAgain(7);
    Stretch fourth = watermarks.enterAgain(HeldWatermarks.NONE);
    watermarks.leave(first);
    watermarks.leave(third);
    assertThat(released).isEmpty();
    watermarks.leave(second);
    assertThat(released).containsExactly("3", "7");
    watermarks.mark(9);
    watermarks.leave(fourth);
    assertThat(released).containsExactly("3", "7", "9");
  }

  /** Whatever the order of things: a watermark is out if and only if all that came before it have left. */
  @Test
  void holdsExactlyWhatMustBeHeld() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      released.clear();
      Map<Integer, Stretch> open = new HashMap<>();
      Map<Integer, Integer> arrivedAfter = new HashMap<>();
      int base = round * 1_000;
      int mark = base;
      for (int step = 0; step < 100; step++) {
        int drawn = random.nextInt(3);
        if (drawn == 0) {
          open.put(step, watermarks.enter());
          arrivedAfter.put(step, mark);
        } else if (drawn == 1) {
          watermarks.mark(++mark);
        } else if (!open.isEmpty()) {
          List<Integer> all = List.copyOf(open.keySet());
          int leaving = all.get(random.nextInt(all.size()));
          watermarks.leave(Objects.requireNonNull(open.remove(leaving)));
          arrivedAfter.remove(leaving);
        }
        int free = arrivedAfter.values().stream().mapToInt(after -> after).min().orElse(mark);
        int last = released.isEmpty() ? base : Integer.parseInt(released.get(released.size() - 1));
        assertThat(last).isEqualTo(free);
      }
      open.values().forEach(watermarks::leave);
    }
  }
}
