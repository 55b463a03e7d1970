package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final SoakSettings SETTINGS = new SoakSettings(
      3,
      42,
      List.of(FaultKind.KILL_TASK_MANAGER, FaultKind.GAPS),
      300,
      Backend.HEAP,
      Duration.ofSeconds(60));

  @Test
  void passesOnlyWithAllFaultsAndNothingLostDuplicatedOrWrong() {
    assertThat(report(2, 0, 0, 0, 0, 0).isPassed()).isTrue();
    assertThat(report(1, 0, 0, 0, 0, 0).isPassed()).isFalse();
    assertThat(report(2, 1, 0, 0, 0, 0).isPassed()).isFalse();
    assertThat(report(2, 0, 1, 0, 0, 0).isPassed()).isFalse();
    assertThat(report(2, 0, 0, 1, 0, 0).isPassed()).isFalse();
    assertThat(report(2, 0, 0, 0, 1, 0).isPassed()).isFalse();
    assertThat(report(2, 0, 0, 0, 0, 1).isPassed()).isFalse();
  }

  @Test
  void itsTableSaysWhatWasDoneAndWhatCameOfIt() {
    List<String> lines = ReportTable.of(report(2, 1, 2, 3, 0, 0)).stream()
        .map(line -> line.replaceAll(" +", " "))
        .toList();

    assertThat(lines)
        .startsWith(
            "| fault | count | known to have taken effect by |",
            "| --- | ---: | --- |",
            "| kill -9 a TaskManager | 2 | process dead, job restarted; 1 more took none |",
            "| gaps | 1 | written |",
            "| **faults** | 3 | restarts of the job: 4 |",
            "| elements in | 1,000 | of 50 requests; beside them 20 written again, 7 poison |",
            "| elements out | 1,600 | of 1,700 records; the reader dropped 100 as seen |",
            "| written again | 120 | compared byte by byte with what was written first |",
            "| **lost** | 2 | |",
            "| **duplicated after dedup** | 4 | |",
            "| **wrong** | 6 | |",
            "| requests ended DATA_LOSS GAP | 5 | failed, as they must: a message never came |",
            "| requests ended OK | 45 | |",
            "| dead letters | 17 | 7 poison records, 5 requests, of each of 2 operators |",
            "| ran | 1:05 min | 300 records/s, seed 42, state on HEAP |");
  }

  /** Of each of two topics so much is lost, duplicated, wrong. */
  private static Report report(
      int kills, long lost, long duplicated, long wrong, long lostLetters, long wrongLetters) {
    OutputLedger.Tally tally = new OutputLedger.Tally(
        800, 60, lost, duplicated, wrong, 0, Map.of("OK", 45L, "DATA_LOSS GAP", 5L), List.of());
    return new Report(
        SETTINGS,
        Duration.ofSeconds(65),
        Map.of(FaultKind.KILL_TASK_MANAGER, kills, FaultKind.GAPS, 1),
        Map.of(FaultKind.KILL_TASK_MANAGER, 1),
        new Report.Input(50, 1_000, 20, 7),
        1_700,
        4,
        List.of(tally, tally),
        new LetterLedger.Tally(7, 10, lostLetters, wrongLetters, List.of()),
        List.of());
  }
}
