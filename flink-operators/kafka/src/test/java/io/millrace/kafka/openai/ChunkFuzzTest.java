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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mutated records: each is taken, skipped or refused, nothing else is thrown, and a record never says two things of a text. */
class ChunkFuzzTest {

  private static final int ROUNDS = 120_000;
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

  private final Random random = new Random(42);
  private final ChunkReader reader = new ChunkReader();
  private int taken;
  private int skipped;
  private int refused;

  @Test
  void whateverComesIsTakenSkippedOrRefused() {
    for (int i = 0; i < ROUNDS; i++) {
      read(record(i));
    }
    assertThat(taken + skipped + refused).isEqualTo(ROUNDS);
    assertThat(List.of(taken, skipped, refused))
        .allSatisfy(n -> assertThat(n).isGreaterThan(ROUNDS / 100));
  }

  private void read(KafkaRecord record) {
    List<Message<GeneratedTextStreamResult>> messages = new ArrayList<>();
    try {
      if (reader.read(record, messages::add)) {
        taken++;
        assertEachOnce(messages);
      } else {
        skipped++;
        assertThat(messages).isEmpty();
      }
    } catch (UndecodableException e) {
      refused++;
      assertThat(messages).isEmpty();
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

  private KafkaRecord record(long offset) {
    byte[] value = SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
    for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
      value = mutate(value);
    }
    byte[] key = random.nextInt(50) == 0 ? new byte[] {(byte) 0xFF} : new byte[] {'c'};
    return new KafkaRecord("t", random.nextInt(3), offset, offset, key, value, headers());
  }

  private List<DeadLetter.Header> headers() {
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

  private byte[] mutate(byte[] value) {
    int at = random.nextInt(value.length + 1);
    return switch (random.nextInt(4)) {
      case 0 -> splice(value, at, Math.min(value.length, at + random.nextInt(20)), new byte[0]);
      case 1 ->
        splice(value, at, at, SPICE[random.nextInt(SPICE.length)].getBytes(StandardCharsets.UTF_8));
      case 2 ->
        splice(value, at, Math.min(value.length, at + 1), new byte[] {(byte) random.nextInt(256)});
      default -> splice(value, at, value.length, new byte[0]);
    };
  }

  private static byte[] splice(byte[] value, int from, int to, byte[] with) {
    byte[] spliced = new byte[value.length - (to - from) + with.length];
    System.arraycopy(value, 0, spliced, 0, from);
    System.arraycopy(with, 0, spliced, from, with.length);
    System.arraycopy(value, to, spliced, from + with.length, value.length - to);
    return spliced;
  }
}
