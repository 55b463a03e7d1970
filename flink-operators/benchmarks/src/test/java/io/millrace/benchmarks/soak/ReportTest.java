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
  void passesOnlyIfEachRecordWasHandedOverOrIsOneThatWasWrittenBefore() {
    assertThat(report(2, tally(60, 0, 0, 0), 1_720, 0, 0).isPassed()).isTrue();
    assertThat(report(2, tally(60, 0, 0, 0), 1_721, 0, 0).isPassed()).isFalse();
    assertThat(report(2, tally(60, 0, 0, 0), 1_719, 0, 0).isPassed()).isFalse();
  }

  @Test
  void passesAfterAKillOnlyIfSomethingWasWrittenAgainAndCompared() {
    assertThat(report(2, tally(0, 0, 0, 0), 1_600, 0, 0).isPassed()).isFalse();
    // Gaps alone, of which the settings want three.
    assertThat(gaps(tally(0, 0, 0, 0), 1_600).isPassed()).isTrue();
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
            "| elements out | 1,600 | of 1,720 records; the reader dropped 120 as seen |",
            "| written again | 120 | compared byte by byte with what was written first |",
            "| **surplus** | 0 | records neither handed over nor written before |",
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
    return report(kills, tally(60, lost, duplicated, wrong), 1_720, lostLetters, wrongLetters);
  }

  private static OutputLedger.Tally tally(long again, long lost, long duplicated, long wrong) {
    Map<String, Long> ends = Map.of("OK", 45L, "DATA_LOSS GAP", 5L);
    return new OutputLedger.Tally(800, again, lost, duplicated, wrong, 0, ends, List.of());
  }

  private static Report gaps(OutputLedger.Tally tally, long records) {
    return report(Map.of(FaultKind.GAPS, 3), tally, records, 0, 0);
  }

  private static Report report(
      int kills, OutputLedger.Tally tally, long records, long lostLetters, long wrongLetters) {
    Map<FaultKind, Integer> faults = Map.of(FaultKind.KILL_TASK_MANAGER, kills, FaultKind.GAPS, 1);
    return report(faults, tally, records, lostLetters, wrongLetters);
  }

  private static Report report(
      Map<FaultKind, Integer> faults,
      OutputLedger.Tally tally,
      long records,
      long lostLetters,
      long wrongLetters) {
    return new Report(
        SETTINGS,
        Duration.ofSeconds(65),
        faults,
        Map.of(FaultKind.KILL_TASK_MANAGER, 1),
        new Report.Input(50, 1_000, 20, 7),
        records,
        4,
        List.of(tally, tally),
        new LetterLedger.Tally(7, 10, lostLetters, wrongLetters, List.of()),
        List.of());
  }
}
