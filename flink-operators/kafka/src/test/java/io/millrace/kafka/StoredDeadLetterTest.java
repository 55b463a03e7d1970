package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.core.Origin;
import io.millrace.core.Status;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredDeadLetterTest {

  private static final int LARGEST = 1 << 16;
  private static final String[] TEXTS = {"", "a", "Grüße", "😀\n", "日本語", "x".repeat(900)};

  private final Random random = new Random(7);

  @Test
  void aLetterAboutARecordComesBackWithAllItsFields() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      DeadLetter letter = ofRecord(bytes(200), bytes(5_000), random.nextInt(4), 300);

      StoredDeadLetter stored = stored(letter);

      assertSame(stored.letter(), letter);
      assertThat(stored.isWhole()).isTrue();
      assertThat(stored.isOfRequest()).isFalse();
      assertThat(stored.place()).isEqualTo(new Origin("dead", 2, 9));
      assertThat(stored.timestamp()).isEqualTo(letter.timestamp());
      assertThat(stored.isAbout(original(letter))).isTrue();
    }
  }

  @Test
  void aLetterAboutARequestComesBackWithAllItsFields() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Origin first = random.nextInt(5) == 0 ? null : new Origin("t", 3, random.nextInt(1_000));
      DeadLetter letter = DeadLetter.ofRequest(
          text(),
          "r" + text().repeat(random.nextInt(4)),
          random.nextInt(Integer.MAX_VALUE),
          first,
          2_000L + random.nextInt(),
          Status.Code.INTERNAL.because(text()),
          text());

      StoredDeadLetter stored = stored(letter);

      assertSame(stored.letter(), lastOffsetFrom(letter));
      assertThat(stored.isWhole()).isTrue();
      assertThat(stored.isOfRequest()).isTrue();
      assertThat(stored.source()).isEqualTo(Optional.ofNullable(first));
    }
  }

  /** An offset below 0 is one that is not known. */
  private static DeadLetter lastOffsetFrom(DeadLetter letter) {
    Origin first = letter.topic() == null
        ? null
        : new Origin(letter.topic(), letter.partition(), letter.firstOffset());
    return DeadLetter.ofRequest(
        letter.operator(),
        Objects.requireNonNull(letter.requestId()),
        letter.attempt(),
        first,
        Math.max(-1, letter.lastOffset()),
        Status.Code.INTERNAL.because(letter.message()),
        letter.stackTrace());
  }

  @Test
  void whatWasCutIsToldFromTheOriginalAndFromNoOther() throws Exception {
    for (int i = 0; i < 300; i++) {
      DeadLetter letter = ofRecord(bytes(40_000), bytes(200_000), random.nextInt(9), 20_000);

      StoredDeadLetter stored = stored(letter);

      KafkaRecord original = original(letter);
      assertThat(stored.isAbout(original)).isTrue();
      assertThat(stored.isAbout(withLastByteChanged(original))).isEqualTo(original.value() == null);
      assertThat(stored.headersDropped())
          .isEqualTo(letter.headers().size() - stored.letter().headers().size());
      assertThat(stored.isWhole())
          .isEqualTo(Arrays.equals(letter.value(), stored.letter().value())
              && Arrays.equals(letter.key(), stored.letter().key())
              && stored.headersDropped() == 0);
    }
  }

  @Test
  void aCutValueHasTheLengthAndHashOfTheWhole() throws Exception {
    byte[] value = "v".repeat(100_000).getBytes(UTF_8);

    StoredDeadLetter stored = stored(ofRecord(new byte[] {1}, value, 0, 1));

    assertThat(stored.value())
        .isEqualTo(
            new Cut(100_000, "3ce6224db4de2dcefcb9e6a4e5a0fa4a1b9da33b4ef0d1ab2caa3bd9a0d23ef2"));
    assertThat(stored.key()).isNull();
    assertThat(value).startsWith(Objects.requireNonNull(stored.letter().value()));
  }

  @Test
  void aTopicThatStampsItsOwnTimeHidesTheRecords() throws Exception {
    ProducerRecord<byte[], byte[]> record = layout(ofRecord(new byte[0], new byte[0], 0, 1));

    StoredDeadLetter stored = StoredDeadLetter.of(read(record, 77, TimestampType.LOG_APPEND_TIME));

    assertThat(stored.timestamp()).isEqualTo(77);
    assertThat(stored.letter().timestamp()).isEqualTo(-1);
  }

  @Test
  void aLetterOfKafkaStreamsIsReadToo() throws Exception {
    Headers headers = new RecordHeaders();
    headers.add("x", "1".getBytes(UTF_8));
    headers.add("__streams.errors.exception", "a.Exception: no".getBytes(UTF_8));
    headers.add("__streams.errors.message", "no".getBytes(UTF_8));
    headers.add("__streams.errors.stacktrace", "at a.B".getBytes(UTF_8));
    headers.add("__streams.errors.topic", "orders".getBytes(UTF_8));
    headers.add("__streams.errors.partition", "4".getBytes(UTF_8));
    headers.add("__streams.errors.offset", "5".getBytes(UTF_8));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("dead", null, 6L, new byte[] {1}, new byte[] {2}, headers);

    StoredDeadLetter stored = stored(record);

    assertThat(stored.letter())
        .usingRecursiveComparison()
        .isEqualTo(new DeadLetter(
            "a.Exception: no",
            "no",
            "at a.B",
            "",
            null,
            0,
            "orders",
            4,
            5,
            5,
            6,
            new byte[] {1},
            new byte[] {2},
            List.of(new DeadLetter.Header("x", new byte[] {'1'}))));
  }

  @Test
  void aRecordThatIsNoDeadLetterIsRefused() {
    ProducerRecord<byte[], byte[]> plain = new ProducerRecord<>("dead", new byte[0], new byte[0]);

    assertThatExceptionOfType(UndecodableException.class)
        .isThrownBy(() -> stored(plain))
        .withMessage("a dead letter must have the header '__streams.errors.exception' but has not");
  }

  @ParameterizedTest
  @CsvSource({
    "__streams.errors.partition, three",
    "__streams.errors.partition, 2147483648",
    "__streams.errors.offset, -7",
    "__millrace.errors.attempt, ''",
    "__millrace.errors.headers_dropped, 1.5"
  })
  void aNumberThatIsNoneIsRefused(String name, String value) {
    ProducerRecord<byte[], byte[]> record = layout(ofRecord(new byte[0], new byte[0], 0, 1));
    record.headers().add(name, value.getBytes(UTF_8));

    assertThatExceptionOfType(UndecodableException.class)
        .isThrownBy(() -> stored(record))
        .withMessage("a dead letter's header '" + name + "' must be a number from 0 but was \""
            + value + "\"");
  }

  private static void assertSame(DeadLetter read, DeadLetter written) {
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  private DeadLetter ofRecord(
      byte @Nullable [] key, byte @Nullable [] value, int headers, int header) {
    List<DeadLetter.Header> all = new ArrayList<>();
    for (int i = 0; i < headers; i++) {
      all.add(new DeadLetter.Header("h" + i % 3, bytes(header)));
    }
    long offset = random.nextLong() >>> 1;
    return new DeadLetter(
        "a." + text(),
        text(),
        text(),
        text(),
        null,
        0,
        "t",
        random.nextInt(1_000),
        offset,
        offset,
        random.nextLong() >>> 1,
        key,
        value,
        all);
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private byte @Nullable [] bytes(int most) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    byte[] bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static KafkaRecord original(DeadLetter letter) {
    return new KafkaRecord("t", 0, 0, 0, letter.key(), letter.value(), letter.headers());
  }

  private static KafkaRecord withLastByteChanged(KafkaRecord record) {
    byte[] value = record.value();
    byte[] changed = value == null ? null : value.clone();
    if (changed != null) {
      changed[changed.length - 1]++;
    }
    return new KafkaRecord("t", 0, 0, 0, record.key(), changed, record.headers());
  }

  private static ProducerRecord<byte[], byte[]> layout(DeadLetter letter) {
    return new DeadLetterLayout(letter, LARGEST).record("dead");
  }

  private static StoredDeadLetter stored(DeadLetter letter) throws UndecodableException {
    return stored(layout(letter));
  }

  private static StoredDeadLetter stored(ProducerRecord<byte[], byte[]> record)
      throws UndecodableException {
    Long timestamp = record.timestamp();
    return StoredDeadLetter.of(
        read(record, timestamp == null ? 1 : timestamp, TimestampType.CREATE_TIME));
  }

  private static ConsumerRecord<byte[], byte[]> read(
      ProducerRecord<byte[], byte[]> record, long timestamp, TimestampType type) {
    return new ConsumerRecord<>(
        record.topic(),
        2,
        9,
        timestamp,
        type,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}
