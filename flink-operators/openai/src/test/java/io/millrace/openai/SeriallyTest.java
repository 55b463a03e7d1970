package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriallyTest {

  @Test
  void whatComesFromWithinGoesAfterwards() {
    Serially serially = new Serially();
    List<String> done = new ArrayList<>();
    serially.run(() -> {
      serially.run(() -> done.add("inner"));
      done.add("outer");
    });
    assertThat(done).containsExactly("outer", "inner");
  }

  @Test
  void nothingWaitsForEverBehindAStepThatFailsOrAnError() {
    Serially serially = new Serially();
    List<String> done = new ArrayList<>();
    for (Throwable thrown : List.of(new IllegalStateException("bug"), new LinkageError("none"))) {
      assertThatThrownBy(() -> serially.run(() -> {
            serially.run(() -> done.add(String.valueOf(thrown.getMessage())));
            sneak(thrown);
          }))
          .isSameAs(thrown);
    }
    serially.run(() -> done.add("last"));
    assertThat(done).containsExactly("bug", "none", "last");
  }

  private static void sneak(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
