package io.millrace.examples.letters;

import static io.millrace.examples.letters.LetterTopics.chunk;
import static io.millrace.examples.letters.LetterTopics.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.examples.Outcome;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.DeadLetterHeaders;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Letters that were written by hand, of all that can be wrong with one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReplayRefusalsITCase {

  private static final MessageEncoder<String> ENCODER = MessageEncoder.of(String.class);

  private JobKafka kafka;
  private Properties properties;

  @BeforeAll
  void writeLetters() throws Exception {
    kafka = new JobKafka();
    properties = kafka.properties();
    KafkaTopics.create(properties, List.of("src", "dead", "other-dead"), 1);
    kafka.write(List.of(
        chunk("src", "a", 0, "gone", false),
        chunk("src", "a", 0, "there", true),
        new ProducerRecord<>("src", bytes("b"), new byte[] {0, 0, 0, 0, 42, 1, 2}),
        envelope(Message.of("e", 0, "one")),
        envelope(Message.of("e", 0, "one again").withAttempt(3)),
        envelope(Message.of("f", 0, "one")),
        envelope(Message.end("f", 1)),
        envelope(Message.of("f", 0, "one again").withAttempt(3))));
    try (Admin admin = Admin.create(properties)) {
      TopicPartition partition = new TopicPartition("src", 0);
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
          .all()
          .get();
    }
    kafka.write(List.of(
        request(1, "a", "src", 0, 0),
        request(2, "b", "src", 0, 2),
        request(3, "e", "src", 0, 3),
        request(4, "x", "nowhere", 0, 0),
        request(5, "y", "src", 7, 0),
        letter(6, "z", header(DeadLetterHeaders.REQUEST_ID, "z")),
        cutRecord(7, 0),
        cutRecord(8, 2),
        request(9, "never", "src", 0, 1),
        new ProducerRecord<>("dead", 0, 10L, bytes("no"), bytes("letter"))));
    ProducerRecord<byte[], byte[]> other = request(1, "f", "src", 0, 5);
    kafka.write(List.of(
        new ProducerRecord<>("other-dead", 0, 1L, other.key(), other.value(), other.headers())));
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @Test
  void saysOfEachLetterWhyItIsNotReplayedAndWritesNothing() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> before = JobOutputs.records(properties, "src");

    Outcome outcome = run("replay", "--all");

    assertThat(outcome.out()).isEqualTo("""
        skipped dead-0@5, request z: the letter does not say where it was read
        skipped dead-0@6: the letter's value was cut from 10 bytes, and src-0@0 is no longer there: src-0 begins at 1
        skipped dead-0@7: the letter's value was cut from 10 bytes, and src-0@2 now is another record, of other bytes
        skipped dead-0@0, request a: its records of attempt 0 from src-0@0 on are no longer there: src-0 begins at 1
        skipped dead-0@1, request b: its records must be chat.completion.chunk JSON, or envelopes in single-object encoding, which begin with c3 01, but src-0@2 begins with 00 00 00 00 2a, as with a schema registry's id
        skipped dead-0@2, request e: attempt 3 of it is on src-0 already
        skipped dead-0@8, request never: no record with key never is on src-0, which begins at 1
        skipped dead-0@3, request x: topic 'nowhere' is not on SERVERS, which has dead, other-dead, src
        skipped dead-0@4, request y: topic 'src' has 1 partitions, and none is 7
        9 letters chosen; 0 records written: 0 by themselves, and those of 0 requests; 9 letters skipped: 1 replayed already, 6 gone, 2 refused
        """.replace("SERVERS", servers()));
    assertThat(outcome.err())
        .isEqualTo("1 records are no dead letters, such as dead-0@9: a dead letter must have the"
            + " header '__streams.errors.exception' but has not\n");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(JobOutputs.records(properties, "src")).hasSameSizeAs(before);
  }

  @Test
  void aDryRunOfEnvelopesSaysTheAttemptAfterTheHighestAndTheReplayWritesIt() throws Exception {
    int before = JobOutputs.records(properties, "src").size();

    Outcome tried = run("replay", "--dead-letters=other-dead", "--all", "--again", "--dry-run");
    assertThat(JobOutputs.records(properties, "src")).hasSize(before);
    Outcome done = run("replay", "--dead-letters=other-dead", "--all", "--again");

    assertThat(tried.out())
        .isEqualTo("would write request f of letter other-dead-0@0: 2 records from src-0@5 to 6, to"
            + " src-0 as attempt 4\n1 letters chosen; would be 2 records written: 0 by themselves, and"
            + " those of 1 requests; 0 letters skipped\n");
    assertThat(done.status()).isZero();
    List<ConsumerRecord<byte[], byte[]>> records = JobOutputs.records(properties, "src");
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    assertThat(records.subList(before, records.size()))
        .extracting(record -> {
          Message<String> message = TopicMessages.decode(decoder, record);
          return message.requestId() + " " + message.attempt() + " " + message.sequence() + " "
              + message.payload() + " " + message.last();
        })
        .containsExactly("f 4 0 one false", "f 4 1 null true");
  }

  @Test
  void listsOneALineAndFiltersByTime() {
    Outcome listed = run(
        "list",
        "--since=1970-01-01T00:00:00.002Z",
        "--until=1970-01-01T00:00:00.008Z",
        "--width=5");
    Outcome last = run("list", "--reason=INTERNAL", "--operator=op", "--topic=src", "--limit=1");

    assertThat(listed.out()).isEqualTo("""
        1970-01-01T00:00:00.002Z  dead-0@1  INTERNAL              src-0@2..5      b  0  op  what…
        1970-01-01T00:00:00.003Z  dead-0@2  INTERNAL              src-0@3..6      e  0  op  what…
        1970-01-01T00:00:00.004Z  dead-0@3  INTERNAL              nowhere-0@0..3  x  0  op  what…
        1970-01-01T00:00:00.005Z  dead-0@4  INTERNAL              src-7@0..3      y  0  op  what…
        1970-01-01T00:00:00.006Z  dead-0@5  INTERNAL              -               z  0  op  what…
        1970-01-01T00:00:00.007Z  dead-0@6  UndecodableException  src-0@0         -  -  op  what…
        6 of 9 dead letters
        """);
    assertThat(last.out())
        .isEqualTo("1970-01-01T00:00:00.001Z  dead-0@0  INTERNAL  src-0@0..3  a  0  op"
            + "  what is wrong\n1 of 9 dead letters\n");
  }

  @Test
  void theCountsOfTheGroupsSumUp() {
    assertThat(run("groups").out().replaceAll(" +", " ")).isEqualTo("""
        5 INTERNAL op src 1970-01-01T00:00:00.001Z 1970-01-01T00:00:00.009Z dead-0@8: what is wrong
        2 UndecodableException op src 1970-01-01T00:00:00.007Z 1970-01-01T00:00:00.008Z dead-0@7: what is wrong
        1 INTERNAL op nowhere 1970-01-01T00:00:00.004Z 1970-01-01T00:00:00.004Z dead-0@3: what is wrong
        1 INTERNAL op - 1970-01-01T00:00:00.006Z 1970-01-01T00:00:00.006Z dead-0@5: what is wrong
        9 dead letters in 4 groups
        """);
  }

  @Test
  void saysWhichTopicIsMissing() {
    Outcome outcome = Outcome.of("dead-letters", "list", "--dead-letters=none", "-b", servers());

    assertThat(outcome.err())
        .isEqualTo("millrace dead-letters list failed: topic 'none' is not on " + servers()
            + ", which has dead, other-dead, src\n");
    assertThat(outcome.status()).isEqualTo(1);
  }

  private static ProducerRecord<byte[], byte[]> envelope(Message<String> message) {
    return new ProducerRecord<>("src", bytes(message.requestId()), ENCODER.encode(message));
  }

  private static ProducerRecord<byte[], byte[]> request(
      long time, String id, String topic, int partition, long offset) {
    return letter(
        time,
        id,
        header(DeadLetterHeaders.TOPIC, topic),
        header(DeadLetterHeaders.PARTITION, partition),
        header(DeadLetterHeaders.OFFSET, offset),
        header(DeadLetterHeaders.REQUEST_ID, id),
        header(DeadLetterHeaders.ATTEMPT, 0),
        header(DeadLetterHeaders.LAST_OFFSET, offset + 3));
  }

  private static ProducerRecord<byte[], byte[]> letter(long time, String key, Header... more) {
    List<Header> headers = new ArrayList<>(List.of(
        header(DeadLetterHeaders.EXCEPTION, "INTERNAL"),
        header(DeadLetterHeaders.MESSAGE, "what\nis \u001b wrong"),
        header(DeadLetterHeaders.OPERATOR, "op")));
    headers.addAll(List.of(more));
    return new ProducerRecord<>("dead", 0, time, bytes(key), null, headers);
  }

  private static ProducerRecord<byte[], byte[]> cutRecord(long time, long offset) {
    return letter(
        time,
        "cut",
        header(DeadLetterHeaders.EXCEPTION, "io.millrace.kafka.record.UndecodableException"),
        header(DeadLetterHeaders.TOPIC, "src"),
        header(DeadLetterHeaders.PARTITION, 0),
        header(DeadLetterHeaders.OFFSET, offset),
        header(DeadLetterHeaders.VALUE_LENGTH, 10),
        header(DeadLetterHeaders.VALUE_SHA256, "0123"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private String servers() {
    return properties.getProperty("bootstrap.servers");
  }

  private Outcome run(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of("dead-letters", command, "-b", servers()));
    arguments.addAll(List.of(options));
    if (arguments.stream().noneMatch(option -> option.startsWith("--dead-letters="))) {
      arguments.add("--dead-letters=dead");
    }
    return Outcome.of(arguments.toArray(String[]::new));
  }
}
