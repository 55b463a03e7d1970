package io.millrace.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FuzzingTest {

  private static final List<String> NUMBERS = List.of("1", "-20", "345");

  private static int number(byte[] input) {
    return Integer.parseInt(new String(input, StandardCharsets.ISO_8859_1));
  }

  @Test
  void countsWhatIsReadAndWhatIsRefusedAsDocumented() {
    FuzzReport report = Fuzzing.ofTexts("numbers", NUMBERS, FuzzingTest::number)
        .refusing(NumberFormatException.class)
        .check();
    assertThat(report.read()).isBetween(1L, report.inputs() - 1);
    assertThat(report.refused()).isEqualTo(report.inputs() - report.read());
    assertThat(report)
        .asString()
        .startsWith("fuzzed numbers: ")
        .contains(" inputs of seed ", " read, ", " refused; slowest ", " ms, most ");
  }

  @Test
  void anExceptionThatIsNotDocumentedFailsWithItsInput() {
    assertThatThrownBy(
            () -> Fuzzing.ofTexts("numbers", NUMBERS, FuzzingTest::number).check())
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "numbers throws java.lang.NumberFormatException: [\\s\\S]* at input \\d+,"
                + " of \\d+ bytes: [0-9a-f]*")
        .hasCauseInstanceOf(NumberFormatException.class);
  }

  @Test
  void aHangFailsWithTheStackOfWhatHangs() {
    CountDownLatch never = new CountDownLatch(1);
    Fuzzing hanging = Fuzzing.ofTexts("latch", NUMBERS, input -> never.await())
        .within(FuzzCaps.DEFAULT.withMost(Duration.ofMillis(50)));
    assertThatThrownBy(hanging::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("latch hangs for PT0.05S at input 0, of ")
        .hasStackTraceContaining("CountDownLatch.await");
  }

  @Test
  void anInputThatAllocatesTooMuchFails() {
    Fuzzing greedy = Fuzzing.ofTexts("greedy", NUMBERS, input -> {
          byte[] buffer = new byte[1 << 21];
          buffer[input.length] = 1;
        })
        .within(FuzzCaps.DEFAULT.withBytes(1 << 20));
    assertThatThrownBy(greedy::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("greedy allocates 2\\d{6} bytes at input 0, of \\d+ bytes: [0-9a-f]*");
  }

  @Test
  void memoryThatStaysBehindFails() {
    List<byte[]> kept = new ArrayList<>();
    Fuzzing leaking =
        Fuzzing.ofTexts("leak", NUMBERS, input -> kept.add(new byte[16_384])).withInputs(10_000);
    assertThatThrownBy(leaking::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("leak must hold no more than 67108864 bytes more after 10000 inputs,"
            + " but holds \\d+");
    assertThat(kept).hasSize(10_000);
  }

  @Test
  void theSameSeedGivesTheSameInputs() {
    List<byte[]> examples = List.of("example".getBytes(StandardCharsets.UTF_8));
    Mutations one = new Mutations(examples, List.of(), 7);
    Mutations same = new Mutations(examples, List.of(), 7);
    Mutations other = new Mutations(examples, List.of(), 8);
    int different = 0;
    for (int i = 0; i < 1_000; i++) {
      assertThat(one.input(i)).isEqualTo(same.input(i));
      different += java.util.Arrays.equals(one.input(i), other.input(i)) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(500);
  }

  @Test
  void withoutAnExampleThereIsNothingToMutate() {
    assertThatThrownBy(() -> Fuzzing.of("nothing", List.of(), input -> {}))
        .hasMessage("there must be at least one example of nothing");
  }
}
