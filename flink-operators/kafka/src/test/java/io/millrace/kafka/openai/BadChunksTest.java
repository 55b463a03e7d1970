package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.chunk;
import static io.millrace.kafka.openai.ChunkTopic.content;
import static io.millrace.kafka.openai.ChunkTopic.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no chunk says what it wants, and takes nothing. */
class BadChunksTest {

  private static final String GOOD = choice(0, content("a"));

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments("", "the value must be an object but is missing"),
        arguments("null", "the value must be an object but was null"),
        arguments("[1]", "the value must be an object but was an array"),
        arguments("\"text\"", "the value must be an object but was \"text\""),
        arguments(
            "data: {}",
            "the value must be JSON but is not: Unrecognized token 'data': was expecting (JSON String, Number, Array,"
                + " Object or token 'null', 'true' or 'false')"),
        arguments(
            chunk("c", GOOD).substring(0, 30),
            "the value must be JSON but is not: Unexpected end-of-input: was expecting closing quote for a string value"),
        arguments(
            chunk("c", GOOD) + chunk("c", GOOD),
            "the value must be JSON but is not: Trailing token (of type START_OBJECT) found after value (bound as"
                + " `com.fasterxml.jackson.databind.JsonNode`): not allowed as per"
                + " `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`"),
        arguments(
            "{\"id\":\"c\",\"id\":\"d\",\"choices\":[]}",
            "the value must be JSON but is not: Duplicate field 'id' for `ObjectNode`: not allowed when"
                + " `DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY` enabled"),
        arguments(
            "[".repeat(5000) + "]".repeat(5000),
            "the value must be JSON but is not: Document nesting depth (101) exceeds the maximum allowed (100, from"
                + " `StreamReadConstraints.getMaxNestingDepth()`)"),
        arguments("{}", "choices must be an array but is missing"),
        arguments("{\"choices\":null}", "choices must be an array but was null"),
        arguments("{\"choices\":{}}", "choices must be an array but was an object"),
        arguments("{\"choices\":[3]}", "choices[0] must be an object but was 3"),
        arguments(chunk("", GOOD), "id must be the completion's id but was \"\""),
        arguments(
            chunk("c#1", GOOD),
            "id must not end as the id of a request within a completion does, but was \"c#1\""),
        arguments(
            chunk("c/tool-0", GOOD),
            "id must not end as the id of a request within a completion does, but was \"c/tool-0\""),
        arguments(chunk("i".repeat(1025), GOOD), "id must be at most 1024 characters but has 1025"),
        arguments(
            "{\"object\":\"chat.completion.chunk\",\"choices\":[" + GOOD + "]}",
            "id must be the completion's id but is missing"),
        arguments(
            "{\"id\":7,\"object\":\"chat.completion.chunk\",\"choices\":[" + GOOD + "]}",
            "id must be a string but was 7"),
        arguments(
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},"
                + "\"finish_reason\":\"stop\"}]}",
            "object must be \"chat.completion.chunk\" but was \"chat.completion\""),
        arguments(
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}",
            "choices[0].delta must be an object but is missing"),
        arguments(
            chunk("c", "{\"delta\":{}}"),
            "choices[0].index must be a whole number from 0 to 1023 but is missing"),
        arguments(
            chunk("c", "{\"index\":\"0\",\"delta\":{}}"),
            "choices[0].index must be a whole number from 0 to 1023 but was \"0\""),
        arguments(
            chunk("c", "{\"index\":0.5,\"delta\":{}}"),
            "choices[0].index must be a whole number from 0 to 1023 but was 0.5"),
        arguments(
            chunk("c", choice(1024, "{}")),
            "choices[0].index must be a whole number from 0 to 1023 but was 1024"),
        arguments(
            chunk("c", choice(0, "[]")), "choices[0].delta must be an object but was an array"),
        arguments(
            chunk("c", GOOD, choice(1, "{\"content\":[{\"text\":\"a\"}]}")),
            "choices[1].delta.content must be a string but was an array"),
        arguments(
            chunk("c", "{\"index\":0,\"delta\":{},\"finish_reason\":1}"),
            "choices[0].finish_reason must be a string but was 1"),
        arguments(
            chunk("c", GOOD, GOOD), "choices must each be there once but choice 0 is there twice"),
        arguments(
            chunk("c", choice(0, "{\"refusal\":true}")),
            "choices[0].delta.refusal must be a string but was true"),
        arguments(
            chunk("c", choice(0, "{\"tool_calls\":[{\"function\":{\"arguments\":\"\"}}]}")),
            "choices[0].delta.tool_calls[0].index must be a whole number from 0 to 1023 but is missing"),
        arguments(
            chunk(
                "c", choice(0, "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":{}}}]}")),
            "choices[0].delta.tool_calls[0].function.arguments must be a string but was an object"),
        arguments(
            chunk("c", choice(0, "{\"tool_calls\":[{\"index\":2},{\"index\":2}]}")),
            "tool_calls must each be there once but call 2 is there twice"),
        arguments(
            chunk(
                "c",
                "{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":\"0\"}]}}"),
            "choices[0].logprobs.content[0].logprob must be a number but was \"0\""));
  }

  @ParameterizedTest
  @MethodSource
  void bad(String value, String message) {
    assertUndecodable(record(0, "c", value, Map.of()), message);
  }

  @Test
  void aLargeValueIsNoChunk() {
    assertUndecodable(
        record(0, "c", chunk("c", choice(0, content("a".repeat(10 << 20)))), Map.of()),
        "the value must be at most 1048576 bytes but has 10485883");
  }

  @Test
  void aValueUpToTheLimitIsAChunk() throws Exception {
    int room = ChunkParser.LARGEST_VALUE - chunk("c", choice(0, content(""))).length();

    assertThat(new ChunkTopic().say(choice(0, content("a".repeat(room))))).hasSize(1);
  }

  @Test
  void bytesThatAreNoTextAreNoChunk() {
    byte[] value = chunk("c", choice(0, content("?"))).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < value.length; i++) {
      if (value[i] == '?') {
        value[i] = (byte) 0xE9;
      }
    }
    assertUndecodable(
        new KafkaRecord("chunks", 0, 0, 0, "c".getBytes(StandardCharsets.UTF_8), value, List.of()),
        "the value must be UTF-8 but is not: Input length = 1");
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments(null, "the key must be the completion's id, \"c\", but is missing"),
        arguments("", "the key must be the completion's id, \"c\", but was \"\""),
        arguments("d", "the key must be the completion's id, \"c\", but was \"d\""),
        arguments(
            "k".repeat(100),
            "the key must be the completion's id, \"c\", but was \"" + "k".repeat(80) + "…\""));
  }

  @ParameterizedTest
  @MethodSource
  void keys(@Nullable String key, String message) {
    assertUndecodable(record(0, key, chunk("c", GOOD), Map.of()), message);
  }

  @ParameterizedTest
  @MethodSource
  void headers(String name, String value, String message) {
    assertUndecodable(record(0, "c", chunk("c", GOOD), Map.of(name, value)), message);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("sequence", "", "header 'sequence' must be a number from 0 but was \"\""),
        arguments("sequence", "-1", "header 'sequence' must be a number from 0 but was \"-1\""),
        arguments("attempt", "one", "header 'attempt' must be a number from 0 but was \"one\""),
        arguments(
            "attempt",
            "2147483648",
            "header 'attempt' must be a number from 0 but was \"2147483648\""));
  }

  @Test
  void aBadChunkLeavesNothingBehind() throws Exception {
    ChunkTopic topic = new ChunkTopic();

    assertThatThrownBy(() -> topic.say(choice(0, ChunkTopic.tool(0, "{")), "3"))
        .isInstanceOf(UndecodableException.class);
    assertThat(topic.remembered()).isZero();
  }

  @Test
  void aDeadLetterHasTheRecordAndTheReason() {
    KafkaRecord record = record(7, "c", "no chunk", Map.of("traceparent", "00-1"));

    DeadLetter letter = record.asDeadLetter("chunks", new UndecodableException("why"));

    assertThat(letter.reason()).isEqualTo("io.millrace.kafka.record.UndecodableException");
    assertThat(letter.message()).isEqualTo("why");
    assertThat(letter.stackTrace()).isEmpty();
    assertThat(letter.operator()).isEqualTo("chunks");
    assertThat(letter.requestId()).isNull();
    assertThat(List.of(
            letter.topic() + "", letter.partition(), letter.firstOffset(), letter.lastOffset()))
        .isEqualTo(Arrays.asList("chunks", 3, 7L, 7L));
    assertThat(letter.timestamp()).isEqualTo(1_007);
    assertThat(letter.key()).isSameAs(record.key());
    assertThat(letter.value()).isSameAs(record.value());
    assertThat(letter.headers()).isEqualTo(record.headers());
  }

  private static void assertUndecodable(KafkaRecord record, String message) {
    assertThatThrownBy(() -> new ChunkReader().read(record, sent -> {
          throw new AssertionError("sent " + sent);
        }))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(message);
  }
}
