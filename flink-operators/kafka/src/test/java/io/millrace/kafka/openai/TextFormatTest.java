package io.millrace.kafka.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatTest {

  private static final Origin ORIGIN = new Origin("chunks", 3, 7);

  @Test
  void aRecordIsAWholeRequestUnderItsKey() throws Exception {
    assertThat(TextFormat.TEXT.read(record("k", "Grüße, 😀!\n")))
        .contains(Message.unary("k", "Grüße, 😀!\n").withOrigin(ORIGIN));
  }

  @Test
  void aRecordWithoutAKeyIsKnownByItsPlace() throws Exception {
    Message<String> placed = Message.unary("chunks-3-7", "x").withOrigin(ORIGIN);

    assertThat(TextFormat.TEXT.read(record(null, "x"))).contains(placed);
    assertThat(TextFormat.TEXT.read(record("", "x"))).contains(placed);
    assertThat(TextFormat.PROMPT.read(record(null, "{\"prompt\":\"x\"}"))).contains(placed);
    assertThat(TextFormat.PROMPT.read(record("", "{\"id\":\"\",\"prompt\":\"x\"}")))
        .contains(placed);
  }

  @Test
  void anEmptyTextIsATextAndARecordWithoutAValueIsNone() throws Exception {
    assertThat(TextFormat.TEXT.read(record("k", "")))
        .contains(Message.unary("k", "").withOrigin(ORIGIN));
    assertThat(TextFormat.TEXT.read(record("k", null))).isEmpty();
    assertThat(TextFormat.PROMPT.read(record("k", null))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      k | {"id":"k","prompt":"x"}
      k | {"prompt":"x","id":null,"model":3}
        | {"prompt":"x","id":"k"}
      """)
  void aPromptIsUnderItsIdOrItsKey(@Nullable String key, String value) throws Exception {
    assertThat(TextFormat.PROMPT.read(record(key, value)))
        .contains(Message.unary("k", "x").withOrigin(ORIGIN));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"id":"other","prompt":"x"} | the key must be the prompt's id, "other", but was "k"
      {"id":"k"}                  | prompt must be a string but is missing
      {"id":"k","prompt":null}    | prompt must be a string but was null
      {"id":"k","prompt":["x"]}   | prompt must be a string but was an array
      {"id":7,"prompt":"x"}       | id must be a string but was 7
      ["x"]                       | the value must be an object but was an array
      ''                          | the value must be an object but is missing
      """)
  void whatIsNoPromptIsNotRead(String value, String message) {
    assertThatThrownBy(() -> TextFormat.PROMPT.read(record("k", value)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNoTextIsNotRead() {
    byte[] broken = {'a', (byte) 0xff};

    assertThatThrownBy(
            () -> TextFormat.TEXT.read(new KafkaRecord("t", 0, 0, 0, null, broken, List.of())))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("the value must be UTF-8 but is not: Input length = 1");
    assertThatThrownBy(() ->
            TextFormat.TEXT.read(new KafkaRecord("t", 0, 0, 0, broken, new byte[0], List.of())))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("the key must be UTF-8 but is not: Input length = 1");
    assertThatThrownBy(() -> TextFormat.TEXT.read(record("k".repeat(16_385), "x")))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("a request's id must be at most 16384 characters but has 16385");
  }

  @Test
  void headersSayAttemptParametersAndTrace() throws Exception {
    Map<String, String> headers = Map.of(
        "attempt", "2", "parameters", "{\"threshold\":0.9}", "traceparent", "00-1", "x", "y");

    assertThat(TextFormat.TEXT.read(ChunkTopic.record(7, "k", "x", headers)))
        .contains(new Message<>(
            "k",
            2,
            0,
            "x",
            Parameters.of("threshold", 0.9),
            Map.of("traceparent", "00-1"),
            true,
            Status.OK,
            ORIGIN));
  }

  @Test
  void parametersNobodyCanReadEndTheRequest() throws Exception {
    assertThat(TextFormat.TEXT.read(ChunkTopic.record(7, "k", "x", Map.of("parameters", "null"))))
        .contains(Message.<String>end(
                "k",
                0,
                Status.Code.INVALID_ARGUMENT.because(
                    "header 'parameters' must be a JSON object but was null"))
            .withOrigin(ORIGIN));
  }

  private static KafkaRecord record(@Nullable String key, @Nullable String value) {
    return ChunkTopic.record(7, key, value, Map.of());
  }
}
