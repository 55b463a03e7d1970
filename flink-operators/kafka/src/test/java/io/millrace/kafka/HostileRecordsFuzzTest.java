package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.StatusException;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.openai.TextFormat;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.KafkaRecordSerializer;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.testkit.fuzz.Fuzzing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Whatever stands in control messages, in the headers of dead letters, in prompts and between operators. */
class HostileRecordsFuzzTest {

  @Test
  void controlsAreReadOrRefused() {
    Fuzzing.ofTexts(
            "control text",
            List.of(
                "{\"operator\": \"entities\", \"module\": \"s3://models/pii/2\"}",
                "{\"operator\": \"e\", \"defaults\": {\"threshold\": 0.4, \"x\": [\"a\"], \"y\": true}}"),
            ControlText::parse)
        .withSpice("{", "}", "[", "\"", ",", "null", "1e999", "-0", "\\ud83d", "\"module\":")
        .refusing(UndecodableException.class)
        .check();
  }

  /** An input is a header a line, {@code name=value}. */
  @Test
  void headersOfDeadLettersAreReadOrRefused() {
    Fuzzing.ofTexts(
            "dead letter's headers",
            List.of(
                String.join(
                    "\n",
                    DeadLetterHeaders.EXCEPTION + "=INVALID_ARGUMENT",
                    DeadLetterHeaders.MESSAGE + "=why",
                    DeadLetterHeaders.TOPIC + "=t",
                    DeadLetterHeaders.PARTITION + "=3",
                    DeadLetterHeaders.OFFSET + "=41",
                    DeadLetterHeaders.LAST_OFFSET + "=50",
                    DeadLetterHeaders.REQUEST_ID + "=r",
                    DeadLetterHeaders.ATTEMPT + "=2"),
                String.join(
                    "\n",
                    DeadLetterHeaders.EXCEPTION + "=x",
                    DeadLetterHeaders.KEY_LENGTH + "=70000",
                    DeadLetterHeaders.KEY_SHA256 + "=ab",
                    DeadLetterHeaders.HEADERS_DROPPED + "=1",
                    "theirs=1")),
            bytes -> StoredDeadLetter.of(letter(new String(bytes, ISO_8859_1))))
        .withSpice("=", "\n", "9223372036854775807", "99999999999999999999", "-1", "__")
        .refusing(UndecodableException.class)
        .check();
  }

  private static ConsumerRecord<byte[], byte[]> letter(String lines) {
    RecordHeaders headers = new RecordHeaders();
    for (String line : lines.split("\n", -1)) {
      int at = line.indexOf('=');
      if (at < 0) {
        headers.add(line, null);
      } else {
        headers.add(line.substring(0, at), line.substring(at + 1).getBytes(ISO_8859_1));
      }
    }
    return new ConsumerRecord<>(
        "dead",
        0,
        1,
        2,
        TimestampType.CREATE_TIME,
        1,
        1,
        "r".getBytes(UTF_8),
        new byte[] {1},
        headers,
        Optional.empty());
  }

  @Test
  void promptsAreReadOrRefused() {
    Fuzzing.ofTexts(
            "prompt",
            List.of("{\"id\": \"a\", \"prompt\": \"Write to me. 😀\"}"),
            bytes -> TextFormat.PROMPT.read(new KafkaRecord("t", 0, 1, 2, null, bytes, List.of())))
        .withSpice("{", "[", "\"prompt\":", "\\u0000", "\\ud83d", "null")
        .refusing(UndecodableException.class, StatusException.class)
        .check();
  }

  @Test
  void recordsBetweenOperatorsAreReadOrRefused() throws IOException {
    KafkaRecordSerializer serializer = (KafkaRecordSerializer) KafkaRecord.TYPE.createSerializer(
        new org.apache.flink.api.common.serialization.SerializerConfigImpl());
    DataOutputSerializer target = new DataOutputSerializer(64);
    serializer.serialize(
        new KafkaRecord(
            "topic",
            1,
            2,
            3,
            "key".getBytes(UTF_8),
            "value".getBytes(UTF_8),
            List.of(
                new DeadLetter.Header("sequence", new byte[] {1}),
                new DeadLetter.Header("n", null))),
        target);
    Fuzzing.of(
            "record between operators",
            List.of(target.getCopyOfBuffer()),
            bytes -> serializer.deserialize(new DataInputDeserializer(bytes)))
        .refusing(IOException.class, IllegalArgumentException.class)
        .check();
  }
}
