package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotsTest {

  @Test
  void aCrowdThatLeavesAsSoonAsItIsInDoesNotFillTheStack() {
    int many = 100_000;
    Slots slots = new Slots(1);
    Slots.Slot first = slots.enter(() -> {});
    AtomicInteger begun = new AtomicInteger();
    List<Slots.Slot> waiting = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      waiting.add(slots.enter(() -> waiting.get(begun.getAndIncrement()).leave()));
    }
    first.leave();
    assertThat(begun).hasValue(many);

    AtomicInteger next = new AtomicInteger();
    slots.enter(next::incrementAndGet).leave();
    assertThat(next).hasValue(1);
  }
}
