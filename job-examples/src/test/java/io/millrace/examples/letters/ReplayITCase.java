package io.millrace.examples.letters;

import static io.millrace.examples.letters.LetterTopics.await;
import static io.millrace.examples.letters.LetterTopics.chunk;
import static io.millrace.examples.letters.LetterTopics.delta;
import static io.millrace.examples.letters.LetterTopics.header;
import static io.millrace.examples.letters.LetterTopics.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.examples.Outcome;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.ShakyJob;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.GeneratedTextResult;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Letters of a job that runs, replayed while it goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReplayITCase {

  private JobKafka kafka;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = new JobKafka();
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @Test
  void aGapThatWasFilledIsAnsweredInTheNextAttemptAsByABackfill() throws Exception {
    EntitiesTopics topics = kafka.topics("gap");
    List<ProducerRecord<byte[], byte[]>> pieces = numbered(topics.chunks(), "c-gap");
    kafka.write(List.of(pieces.get(0), pieces.get(1), pieces.get(3)));
    kafka.write(List.of(chunk(topics.chunks(), "c-well", 0, "All is well.", true)));
    JobClient job = ShakyJob.start(kafka, topics);
    List<ConsumerRecord<byte[], byte[]>> letters =
        await(kafka.properties(), topics.deadLetters(), 4, any -> true);
    kafka.write(List.of(pieces.get(2)));

    String tried = out(0, run("replay", topics, "--request=c-gap", "--dry-run"));
    assertThat(JobOutputs.records(kafka.properties(), topics.chunks())).hasSize(5);
    String done = out(0, run("replay", topics, "--request=c-gap"));
    String repeated = out(0, run("replay", topics, "--all"));
    awaitAttempt(topics, "c-gap", 1);
    job.cancel().get();

    assertThat(letters).hasSize(4);
    assertThat(tried)
        .matches(
            "would write request c-gap of letters (gap-dead-letters-\\d@\\d(, )?){4}: 4 records"
                + " from gap-chunks-\\d@\\d to \\d, to gap-chunks-\\d as attempt 1\n"
                + "4 letters chosen; would be 4 records written: 0 by themselves, and those of 1 requests;"
                + " 0 letters skipped\n");
    assertThat(done).isEqualTo(tried.replace("would write", "wrote").replace("would be ", ""));
    assertThat(repeated)
        .contains(": attempt 1 of it is on gap-chunks-")
        .endsWith("4 letters chosen; 0 records written: 0 by themselves, and those of 0 requests;"
            + " 4 letters skipped: 4 replayed already\n");
    JobOutputs live = JobOutputs.read(kafka.properties(), topics);
    assertThat(live.maskedTexts())
        .isEqualTo(Map.of("c-well", "All is well.", "c-gap", "Write to [EMAIL_ADDRESS]."));
    EntitiesTopics bounded = kafka.otherOutputs(topics, "bounded-");
    kafka.runBounded(bounded, RuntimeExecutionMode.STREAMING);
    JobOutputs.read(kafka.properties(), bounded).assertSameAs(live);
  }

  @Test
  void aCompletionIsReplayedOnceForAllItsTextsWhenTheModuleIsMended() throws Exception {
    EntitiesTopics topics = kafka.topics("mill");
    ShakyJob.breakModule();
    JobClient job = ShakyJob.start(kafka, topics);
    kafka.write(List.of(
        chunk(topics.chunks(), "c-m", 0, "A mill,", false, header("traceparent", "00-1")),
        chunk(topics.chunks(), "other", 0, "no such thing", true),
        chunk(topics.chunks(), "c-m", 1, "Another mill.", true),
        delta(topics.chunks(), "c-m", 0, "{\"refusal\":\"No mill.\"}", false),
        chunk(topics.chunks(), "c-m", 0, " it was.", true)));
    await(kafka.properties(), topics.deadLetters(), 3, any -> true);
    ShakyJob.mendModule();

    String listed = out(0, run("list", topics, "--operator=shaky", "--json"));
    String grouped = out(0, run("groups", topics));
    String done = out(0, run("replay", topics, "--operator=shaky"));
    for (String request : List.of("c-m", "c-m#1", "c-m/refusal")) {
      awaitAnswer(topics, request, 1);
    }
    job.cancel().get();

    assertThat(listed.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("the mill is broken") && line.contains("\"attempt\":0"));
    assertThat(grouped)
        .matches(
            "3  \\w+  shaky  mill-chunks  \\S+Z  \\S+Z  mill-dead-letters-\\d@\\d: .*the mill is"
                + " broken.*\n3 dead letters in 1 groups\n");
    assertThat(done)
        .contains(": 4 records from mill-chunks-")
        .endsWith("3 letters chosen; 4 records written: 0 by themselves, and those of 1 requests; 0"
            + " letters skipped\n");
    assertThat(JobOutputs.read(kafka.properties(), topics).texts())
        .isEqualTo(Map.of(
            "c-m", "A mill, it was.",
            "c-m#1", "Another mill.",
            "c-m/refusal", "No mill.",
            "other", "no such thing"));
    assertThat(headers(JobOutputs.records(kafka.properties(), topics.chunks()).stream()
            .filter(record -> new String(record.key(), UTF_8).equals("c-m"))))
        .containsExactly(
            "traceparent=00-1",
            "",
            "",
            "",
            "traceparent=00-1 attempt=1",
            "attempt=1",
            "attempt=1",
            "attempt=1");
  }

  @Test
  void aPoisonRecordGoesBackAsItWasAndIsCounted() throws Exception {
    EntitiesTopics topics = kafka.topics("poison");
    ProducerRecord<byte[], byte[]> small =
        record(topics.chunks(), "p-1", "no JSON", header("x", "1"));
    ProducerRecord<byte[], byte[]> large =
        record(topics.chunks(), "p-2", "z".repeat(1_040_000), header("x", "2"));
    kafka.write(List.of(small, large, chunk(topics.chunks(), "p-3", 0, "Well.", true)));
    JobClient job = ShakyJob.start(kafka, topics);
    await(kafka.properties(), topics.deadLetters(), 2, any -> true);

    String first = out(0, run("replay", topics, "--reason=UndecodableException"));
    await(kafka.properties(), topics.deadLetters(), 4, any -> true);
    String second = out(0, run("replay", topics, "--topic=poison-chunks"));
    await(kafka.properties(), topics.deadLetters(), 6, any -> true);
    job.cancel().get();

    assertThat(first)
        .contains(": key p-1, a value of 7 bytes, to poison-chunks-")
        .contains(": key p-2, a value of 1040000 bytes, to poison-chunks-")
        .endsWith("2 letters chosen; 2 records written: 2 by themselves, and those of 0 requests; 0"
            + " letters skipped\n");
    assertThat(second)
        .contains(": the record was replayed already, 1 times\n")
        .endsWith("4 letters chosen; 2 records written: 2 by themselves, and those of 0 requests; 2"
            + " letters skipped: 2 replayed already\n");
    List<ConsumerRecord<byte[], byte[]>> ofSmall =
        JobOutputs.records(kafka.properties(), topics.chunks()).stream()
            .filter(record -> new String(record.key(), UTF_8).equals("p-1"))
            .toList();
    assertThat(ofSmall).extracting(ConsumerRecord::value).containsOnly("no JSON".getBytes(UTF_8));
    assertThat(ofSmall).extracting(ConsumerRecord::timestamp).containsOnly(small.timestamp());
    assertThat(ofSmall).extracting(ConsumerRecord::partition).hasSize(3);
    assertThat(new TreeSet<>(ofSmall.stream().map(ConsumerRecord::partition).toList()))
        .hasSize(1);
    String origin = topics.chunks() + "-" + ofSmall.get(0).partition() + "@"
        + ofSmall.get(0).offset();
    assertThat(headers(ofSmall.stream()))
        .containsExactly(
            "x=1",
            "x=1 __millrace.replay.count=1 __millrace.replay.origin=" + origin,
            "x=1 __millrace.replay.count=2 __millrace.replay.origin=" + origin);
  }

  private static List<ProducerRecord<byte[], byte[]>> numbered(String topic, String id) {
    return List.of(
        chunk(topic, id, 0, "Write to ", false, header("sequence", 0)),
        chunk(topic, id, 0, "anna@", false, header("sequence", 1)),
        chunk(topic, id, 0, "example.com", false, header("sequence", 2)),
        chunk(topic, id, 0, ".", true, header("sequence", 3)));
  }

  private void awaitAttempt(EntitiesTopics topics, String request, int attempt) {
    awaitEnd(
        topics.entities(),
        request,
        attempt,
        io.millrace.schemas.TokenClassificationStreamResult.class);
    awaitEnd(topics.masked(), request, attempt, String.class);
    awaitEnd(topics.generations(), request, attempt, GeneratedTextResult.class);
  }

  private void awaitAnswer(EntitiesTopics topics, String request, int attempt) {
    awaitAttempt(topics, request, attempt);
    awaitEnd(ShakyJob.answers(topics), request, attempt, ClassificationResults.class);
  }

  /** The request's end in this attempt, which must be a good one. */
  private void awaitEnd(String topic, String request, int attempt, Class<?> payload) {
    MessageDecoder<?> decoder = MessageDecoder.of(payload);
    var ends = await(kafka.properties(), topic, 1, record -> {
      Message<?> message = TopicMessages.decode(decoder, record);
      return message.requestId().equals(request) && message.attempt() == attempt && message.last();
    });
    assertThat(TopicMessages.decode(decoder, ends.get(0)).status().isOk()).isTrue();
  }

  private static List<String> headers(Stream<ConsumerRecord<byte[], byte[]>> records) {
    return records
        .map(record -> String.join(
            " ",
            Stream.of(record.headers().toArray())
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList()))
        .toList();
  }

  private Outcome run(String command, EntitiesTopics topics, String... options) {
    return Outcome.of(Stream.concat(
            Stream.of(
                "dead-letters",
                command,
                "--dead-letters=" + topics.deadLetters(),
                "-b=" + kafka.properties().getProperty("bootstrap.servers")),
            Stream.of(options))
        .toArray(String[]::new));
  }

  private static String out(int status, Outcome outcome) {
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).as(outcome.out()).isEqualTo(status);
    return outcome.out();
  }
}
