package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A module made of modules runs as one operator, whose state is the states of the parts. */
@ParameterizedClass
@CsvSource({"false, false", "true, false", "false, true"})
class FusedChainTest {

  private static final String TEXT =
      "Ask anna@example.com or 2001:db8::1, see https://example.org/a?b=c or example.net. No IBAN:"
          + " DE89 3704 0044 0532 0130 00!";

  private final Placement placement;

  FusedChainTest(boolean objectReuse, boolean rocksdb) {
    Placement alone = Placement.alone(objectReuse);
    placement = rocksdb ? alone.onRocksdb() : alone;
  }

  private static List<Message<String>> cut(int length, Parameters parameters) {
    List<Message<String>> messages = new ArrayList<>();
    for (int at = 0; at < TEXT.length(); at += length) {
      Message<String> piece =
          Message.of("r", at / length, TEXT.substring(at, Math.min(at + length, TEXT.length())));
      messages.add(at == 0 ? piece.withParameters(parameters) : piece);
    }
    messages.add(Message.end("r", messages.size()));
    return messages;
  }

  private static KeyedOperator<TokenClassificationStreamResult> operator() throws IOException {
    return KeyedOperator.streamStream(
        new OperatorSettings("fused", RequestHarness.LIMITS, UnclaimedParameters.REFUSE),
        FusedChains::overMasked);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 200})
  void aRestoreInTheMiddleOfARequestGoesOnInAllParts(int length) throws Exception {
    List<Message<String>> input = cut(length, Parameters.NONE);
    List<TokenClassificationStreamResult> expected = FusedChains.overMasked()
        .streamStream(input.stream().filter(Message::hasPayload).map(FusedChainTest::text))
        .toList();
    for (int at = 0; at <= input.size(); at += Math.max(1, input.size() / 9)) {
      RequestHarness<TokenClassificationStreamResult> before =
          RequestHarness.of(operator(), placement);
      var output = new ArrayList<>(before.push(input.subList(0, at)).output());
      OperatorSubtaskState snapshot = before.snapshot();
      before.push(input.subList(at, input.size()));
      before.close();
      RequestHarness<TokenClassificationStreamResult> after =
          RequestHarness.restored(operator(), placement, 1, snapshot);
      output.addAll(after.push(input.subList(at, input.size())).output());
      after.close();
      assertThat(output.stream().filter(Message::hasPayload).map(Message::payload))
          .as("restored at " + at)
          .isEqualTo(expected);
      assertThat(output).last().matches(Message::last);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"entities.labels", "fused.entities.labels"})
  void aPartsParametersAreReachedByItsName(String name) throws Exception {
    RequestHarness<TokenClassificationStreamResult> harness =
        RequestHarness.of(operator(), placement);
    harness.push(cut(5, Parameters.of(Map.of(name, List.of("IBAN_CODE")))));

    Stream<String> words = harness.output().stream()
        .map(Message::payload)
        .filter(Objects::nonNull)
        .flatMap(frame -> frame.getResults().stream())
        .map(TokenClassificationResult::getWord);
    assertThat(words).containsExactly("DE89 3704 0044 0532 0130 00");
    harness.close();
  }

  private static String text(Message<String> message) {
    return Objects.requireNonNull(message.payload());
  }
}
