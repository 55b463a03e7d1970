package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterLayoutTest {

  private static final int LARGEST = 1 << 16;

  @Test
  void aRecordKeepsItsKeyValueHeadersAndTimeAndGainsTheReasons() {
    ProducerRecord<byte[], byte[]> record = layout(new DeadLetter(
        "a.Exception",
        "what",
        "at a.B",
        "chunks",
        null,
        0,
        "llm.chunks",
        3,
        41,
        41,
        1_000,
        bytes("key"),
        bytes("value"),
        List.of(
            new DeadLetter.Header("traceparent", bytes("00-1")),
            new DeadLetter.Header("none", null))));

    assertThat(record.topic()).isEqualTo("dead");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isEqualTo(1_000);
    assertThat(record.key()).isEqualTo(bytes("key"));
    assertThat(record.value()).isEqualTo(bytes("value"));
    assertThat(headers(record))
        .containsExactly(
            "traceparent=00-1",
            "none=null",
            "__streams.errors.exception=a.Exception",
            "__streams.errors.message=what",
            "__streams.errors.stacktrace=at a.B",
            "__millrace.errors.operator=chunks",
            "__streams.errors.topic=llm.chunks",
            "__streams.errors.partition=3",
            "__streams.errors.offset=41");
  }

  @Test
  void aRequestHasItsIdForAKeyAndNoValue() {
    ProducerRecord<byte[], byte[]> record = layout(request("c/tool-0", "t"));

    assertThat(record.timestamp()).isNull();
    assertThat(record.key()).isEqualTo(bytes("c/tool-0"));
    assertThat(record.value()).isNull();
    assertThat(headers(record))
        .containsExactly(
            "__streams.errors.exception=INTERNAL",
            "__streams.errors.message=what",
            "__streams.errors.stacktrace=",
            "__millrace.errors.operator=entities",
            "__streams.errors.topic=t",
            "__streams.errors.partition=3",
            "__streams.errors.offset=41",
            "__millrace.errors.request_id=c/tool-0",
            "__millrace.errors.attempt=2",
            "__millrace.errors.last_offset=57");
  }

  @Test
  void whatIsNotKnownIsNotThere() {
    DeadLetter unknown = new DeadLetter(
        "INTERNAL", "what", "", "entities", "r", 0, null, -1, -1, -1, -1, null, null, List.of());

    assertThat(headers(layout(unknown)))
        .containsExactly(
            "__streams.errors.exception=INTERNAL",
            "__streams.errors.message=what",
            "__streams.errors.stacktrace=",
            "__millrace.errors.operator=entities",
            "__millrace.errors.request_id=r",
            "__millrace.errors.attempt=0");
  }

  @Test
  void theReasonsOfAnEarlierDeadLetterAreReplaced() {
    DeadLetter again = record(
        bytes("k"),
        bytes("v"),
        List.of(
            new DeadLetter.Header("__streams.errors.message", bytes("old")),
            new DeadLetter.Header("__millrace.errors.value_length", bytes("7")),
            new DeadLetter.Header("x", bytes("kept"))));

    assertThat(headers(layout(again)))
        .contains("x=kept", "__streams.errors.message=what")
        .noneMatch(header -> header.endsWith("=old") || header.endsWith("=7"));
  }

  @Test
  void aValueTooLongIsCutAndItsLengthAndHashTold() {
    byte[] value = new byte[100_000];
    Arrays.fill(value, (byte) 'v');

    ProducerRecord<byte[], byte[]> record = layout(record(bytes("k"), value, List.of()));

    assertThat(record.value()).hasSizeBetween(60_000, 65_000).containsOnly('v');
    assertThat(headers(record))
        .contains(
            "__millrace.errors.value_length=100000",
            "__millrace.errors.value_sha256=3ce6224db4de2dcefcb9e6a4e5a0fa4a1b9da33b4ef0d1ab2caa3bd9a0d23ef2");
    assertFits(record, LARGEST);
  }

  @Test
  void aKeyTooLongIsCutAndItsLengthAndHashTold() {
    ProducerRecord<byte[], byte[]> record =
        layout(record(new byte[50_000], bytes("value"), List.of()));

    assertThat(record.key()).hasSizeBetween(15_000, 17_000);
    assertThat(record.value()).isEqualTo(bytes("value"));
    assertThat(headers(record)).contains("__millrace.errors.key_length=50000");
    assertFits(record, LARGEST);
  }

  @Test
  void headersThereIsNoRoomForAreCounted() {
    ProducerRecord<byte[], byte[]> record = layout(record(
        bytes("k"),
        new byte[40_000],
        List.of(
            new DeadLetter.Header("first", bytes("1")),
            new DeadLetter.Header("large", new byte[40_000]),
            new DeadLetter.Header("last", bytes("2")))));

    assertThat(headers(record))
        .startsWith("first=1", "last=2")
        .contains("__millrace.errors.headers_dropped=1");
    assertThat(record.value()).hasSize(40_000);
    assertFits(record, LARGEST);
  }

  @Test
  void longReasonsAreCutBetweenCharacters() {
    DeadLetter letter = new DeadLetter(
        "r".repeat(5_000),
        "ß".repeat(5_000),
        "日".repeat(9_000),
        "o",
        null,
        0,
        null,
        -1,
        -1,
        -1,
        -1,
        null,
        null,
        List.of());

    ProducerRecord<byte[], byte[]> record = layout(letter);

    assertThat(headers(record))
        .containsExactly(
            "__streams.errors.exception=" + "r".repeat(1024),
            "__streams.errors.message=" + "ß".repeat(2048),
            "__streams.errors.stacktrace=" + "日".repeat(2730),
            "__millrace.errors.operator=o");
  }

  @Test
  void whateverADeadLetterHoldsTheProducerTakesIt() {
    Random random = new Random(42);
    for (int i = 0; i < 3_000; i++) {
      int largest = LARGEST + random.nextInt(LARGEST);
      DeadLetter letter = anything(random);
      ProducerRecord<byte[], byte[]> record = new DeadLetterLayout(letter, largest).record("dead");
      assertFits(record, largest);
      byte[] value = letter.value();
      boolean whole = value == null || Arrays.equals(value, record.value());
      assertThat(headers(record).stream()
              .anyMatch(h -> h.startsWith("__millrace.errors.value_sha256=")))
          .isEqualTo(!whole);
    }
  }

  private static DeadLetter anything(Random random) {
    List<DeadLetter.Header> headers = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      headers.add(new DeadLetter.Header("h".repeat(random.nextInt(300)), some(random, 20_000)));
    }
    String text = "日a".repeat(random.nextInt(10_000));
    return new DeadLetter(
        text,
        text,
        text,
        text,
        random.nextBoolean() ? null : "r" + text,
        random.nextInt(3),
        random.nextBoolean() ? null : "t",
        random.nextInt(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        some(random, 150_000),
        some(random, 300_000),
        headers);
  }

  private static byte @Nullable [] some(Random random, int most) {
    return random.nextInt(5) == 0 ? null : new byte[random.nextInt(random.nextInt(most) + 1)];
  }

  /** By the producer's own estimate, which it compares with {@code max.request.size}. */
  private static void assertFits(ProducerRecord<byte[], byte[]> record, int largest) {
    assertThat(AbstractRecords.estimateSizeInBytesUpperBound(
            RecordBatch.CURRENT_MAGIC_VALUE,
            Compression.NONE.type(),
            record.key(),
            record.value(),
            record.headers().toArray()))
        .isLessThanOrEqualTo(Math.min(largest, RecordSize.of(record)));
  }

  private static ProducerRecord<byte[], byte[]> layout(DeadLetter letter) {
    return new DeadLetterLayout(letter, LARGEST).record("dead");
  }

  private static DeadLetter record(byte[] key, byte[] value, List<DeadLetter.Header> headers) {
    return new DeadLetter(
        "r", "what", "", "o", null, 0, "t", 3, 41, 41, 1_000, key, value, headers);
  }

  private static DeadLetter request(String id, String topic) {
    return new DeadLetter(
        "INTERNAL", "what", "", "entities", id, 2, topic, 3, 41, 57, -1, null, null, List.of());
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      byte[] value = header.value();
      headers.add(header.key() + "=" + (value == null ? null : new String(value, UTF_8)));
    }
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
