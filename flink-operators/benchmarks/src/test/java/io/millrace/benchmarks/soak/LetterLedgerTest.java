package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.StoredDeadLetter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterLedgerTest {

  private final LetterLedger ledger = new LetterLedger();

  @Test
  void wantsAPoisonRecordBackOnceAndTakesItTwice() {
    ledger.expectPoison("bad 1".getBytes(UTF_8));
    ledger.expectPoison("bad 2".getBytes(UTF_8));
    ledger.take(poison("bad 1"));
    ledger.take(poison("bad 1"));

    assertThat(ledger.tally())
        .isEqualTo(new LetterLedger.Tally(
            1, 0, 1, 0, List.of("soak.dead-letters: no letter about 'bad 2'")));
  }

  @Test
  void wantsALetterOfEachOperatorAboutARequestThatFails() {
    ledger.expect(new Scripts(1).next(Trouble.GAP));
    ledger.take(request("entities", Status.Code.DATA_LOSS));

    assertThat(ledger.tally())
        .isEqualTo(new LetterLedger.Tally(
            0,
            1,
            1,
            0,
            List.of("soak.dead-letters: no letter about attempt 0 of request-0 in masking")));
  }

  @Test
  void wantsNoLetterAboutARequestThatEndsWell() {
    ledger.expect(new Scripts(1).next(Trouble.REORDERED));
    ledger.take(request("entities", Status.Code.DATA_LOSS));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().lost()).isZero();
    assertThat(ledger.tally().complaints())
        .containsExactly("soak.dead-letters: entities gave up attempt 0 of request-0 in entities:"
            + " DATA_LOSS, for a reason");
  }

  @Test
  void countsAnotherReasonAsWrong() {
    ledger.expect(new Scripts(1).next(Trouble.ABANDONED));
    ledger.take(request("entities", Status.Code.DATA_LOSS));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  @Test
  void countsASecondLetterForAnotherReasonAsWrong() {
    ledger.expect(new Scripts(1).next(Trouble.GAP));
    ledger.take(request("entities", Status.Code.DATA_LOSS));
    ledger.take(request("entities", Status.Code.DATA_LOSS));
    assertThat(ledger.tally().wrong()).isZero();

    ledger.take(request("entities", Status.Code.DEADLINE_EXCEEDED));
    assertThat(ledger.tally().wrong()).isEqualTo(1);
    assertThat(ledger.tally().complaints())
        .first()
        .isEqualTo("soak.dead-letters: entities gave up attempt 0 of request-0 in entities for"
            + " DATA_LOSS first and then for DEADLINE_EXCEEDED, for a reason");
  }

  @Test
  void countsPoisonThatNobodyWroteAsWrong() {
    ledger.take(poison("unheard of"));

    assertThat(ledger.tally().wrong()).isEqualTo(1);
  }

  private static StoredDeadLetter poison(String value) {
    return stored(new DeadLetter(
        "Undecodable",
        "no envelope",
        "",
        "texts",
        null,
        0,
        "in",
        0,
        0,
        0,
        -1,
        null,
        value.getBytes(UTF_8),
        List.of()));
  }

  private static StoredDeadLetter request(String operator, Status.Code code) {
    return stored(DeadLetter.ofRequest(
        operator, "request-0", 0, new Origin("in", 0, 0), 5, code.because("for a reason"), ""));
  }

  private static StoredDeadLetter stored(DeadLetter letter) {
    return new StoredDeadLetter(new Origin("letters", 0, 0), -1, letter, null, null, 0);
  }
}
