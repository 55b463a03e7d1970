package io.millrace.kafka.openai;

import static io.millrace.kafka.openai.ChunkTopic.choice;
import static io.millrace.kafka.openai.ChunkTopic.chunk;
import static io.millrace.kafka.openai.ChunkTopic.content;
import static io.millrace.kafka.openai.ChunkTopic.finished;
import static io.millrace.kafka.openai.ChunkTopic.refusal;
import static io.millrace.kafka.openai.ChunkTopic.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.testkit.fuzz.FuzzReport;
import io.millrace.testkit.fuzz.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mutated records: each is taken, skipped or refused, nothing else is thrown, and a record never says two things of a text. */
class ChunkFuzzTest {

  private static final String[] SEEDS = {
    chunk("c", choice(0, "{\"role\":\"assistant\",\"content\":\"\"}")),
    chunk("c", choice(0, content("Grüße 😀"))),
    chunk("c", choice(0, refusal("no")), choice(1, tool(0, "{}"))),
    chunk("c", finished(0, "{}", "stop")),
    chunk("c", finished(1, tool(3, "{"), "tool_calls")),
    chunk(
        "c",
        "{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1.5,"
            + "\"top_logprobs\":[{\"token\":\"a\"}]}],\"refusal\":[]}}"),
    "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{\"total_tokens\":9}}",
    "[DONE]"
  };
  private static final String[] SPICE = {
    "null",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "-1",
    "1e999",
    "0.5",
    "99999999999999999999",
    "true",
    "\\ud83d",
    "\\u0000",
    "\\",
    "\uFFFD",
    "delta",
    "index",
    "choices",
    "finish_reason",
    "tool_calls",
    "\"\"",
    "[DONE]"
  };

  private final ChunkReader reader = new ChunkReader();
  private long offset;
  private int taken;
  private int skipped;

  @Test
  void whateverComesIsTakenSkippedOrRefused() {
    FuzzReport report = Fuzzing.ofTexts("chunks", List.of(SEEDS), this::read)
        .withSpice(SPICE)
        .refusing(UndecodableException.class)
        .withInputs(80_000)
        .check();
    assertThat((long) taken + skipped).isEqualTo(report.read());
    assertThat(List.of((long) taken, (long) skipped, report.refused()))
        .allSatisfy(n -> assertThat(n).isGreaterThan(report.inputs() / 100));
  }

  private void read(byte[] value) throws UndecodableException {
    List<Message<GeneratedTextStreamResult>> messages = new ArrayList<>();
    try {
      if (reader.read(record(value), messages::add)) {
        taken++;
        assertEachOnce(messages);
        return;
      }
      skipped++;
      assertThat(messages).isEmpty();
    } catch (UndecodableException e) {
      assertThat(messages).isEmpty();
      throw e;
    }
  }

  private static void assertEachOnce(List<Message<GeneratedTextStreamResult>> messages) {
    assertThat(messages).isNotEmpty();
    Set<String> seen = new HashSet<>();
    for (Message<GeneratedTextStreamResult> message : messages) {
      assertThat(seen.add(message.attempt() + message.requestId()))
          .as("%s", messages)
          .isTrue();
    }
  }

  /** What is beside the value depends on it, so that an input is the same wherever it stands. */
  private KafkaRecord record(byte[] value) {
    Random random = new Random(Arrays.hashCode(value));
    byte[] key = random.nextInt(50) == 0 ? new byte[] {(byte) 0xFF} : new byte[] {'c'};
    offset++;
    return new KafkaRecord("t", random.nextInt(3), offset, offset, key, value, headers(random));
  }

  private static List<DeadLetter.Header> headers(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(header("sequence", "" + random.nextInt(20)));
      case 1 -> List.of(header("attempt", "" + random.nextInt(3)));
      case 2 -> List.of(header("parameters", random.nextBoolean() ? "{\"a\":1}" : "{\"a\""));
      case 3 -> List.of(new DeadLetter.Header("sequence", null), header("traceparent", "00"));
      case 4 -> List.of(header("sequence", "x"));
      default -> List.of();
    };
  }

  private static DeadLetter.Header header(String name, String value) {
    return new DeadLetter.Header(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
