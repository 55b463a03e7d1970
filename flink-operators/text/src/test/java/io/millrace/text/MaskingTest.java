package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.ModuleRunner;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MaskingTest {

  private final ModuleRunner<String, String, String, String> masking =
      StandardTasks.TEXT_MASKING.runner(Masking.module(
          StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()), Masks.label()));

  @Test
  void putsTheLabelInTheEntitysPlace() {
    assertThat(masking.unaryUnary("Write to jane.doe@example.com, or call +1 212-555-0123."))
        .isEqualTo("Write to [EMAIL_ADDRESS], or call [PHONE_NUMBER].");
  }

  @Test
  void holdsBackOnlyWhatMayStillBecomeAnEntity() {
    List<String> out = masking
        .streamStream(Stream.of("Write ", "to jane", ".doe@", "example.com", ", or", " not"))
        .toList();
    assertThat(out).containsExactly("Write ", "to ", "[EMAIL_ADDRESS], ", "or ", "not");
  }
}
