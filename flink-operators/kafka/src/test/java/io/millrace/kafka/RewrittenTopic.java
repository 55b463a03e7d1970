package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic written by a job that masked texts and failed several times in mid-stream.
 *
 * @param name the topic
 * @param masked each request's text as it must be read from the topic
 */
record RewrittenTopic(String name, SortedMap<String, String> masked) {

  static final int PARTITIONS = 3;

  private static final int FAILURES = 3;
  private static final int TOGETHER = 8;
  private static final List<String> PIECES =
      List.of("Write to ", "anna", "@exam", "ple.com, ", "or call ", "+49 89 ", "1234567. ", "Bye");

  /** Runs the job, with more and more requests until it has failed often enough, and all have ended. */
  static RewrittenTopic write(TestKafka kafka, String name, UnaryOperator<KafkaOutput> delivery)
      throws Exception {
    kafka.createTopic(name + "-in", PARTITIONS);
    kafka.createTopic(name, PARTITIONS);
    RewrittenTopic topic = new RewrittenTopic(name, new TreeMap<>());
    FailingTimes.arm(FAILURES);
    JobClient job = start(kafka, name, delivery.apply(KafkaOutput.of(kafka.servers(), name)));
    try {
      Instant deadline = Instant.now().plusSeconds(60);
      while (FailingTimes.left() > 0 && Instant.now().isBefore(deadline)) {
        kafka.write(topic.moreRequests());
      }
      assertThat(FailingTimes.left()).as("failures left").isZero();
      kafka.write(topic.moreRequests());
      topic.awaitEnds(kafka);
      return topic;
    } finally {
      job.cancel().get();
    }
  }

  private static JobClient start(TestKafka kafka, String name, KafkaOutput output)
      throws Exception {
    StreamExecutionEnvironment environment = StrictCluster.surviving(2);
    KafkaInput input = KafkaInput.of(kafka.servers(), "group-" + name, name + "-in")
        .from(OffsetsInitializer.earliest());
    TaskStreams.of(
            KafkaSources.envelopes(environment, "texts", input, String.class).messages())
        .streamStream("masking", RewrittenTopic::masking)
        .output()
        .map(new FailingTimes<>())
        .returns(MessageTypes.of(String.class))
        .sinkTo(KafkaSinks.envelopes(output, String.class))
        .uid("out");
    return environment.executeAsync(name);
  }

  static ModuleRunner<String, String, String, String> masking() {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(
        StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()), Masks.label()));
  }

  /** Some requests side by side. */
  private List<ProducerRecord<byte[], byte[]>> moreRequests() throws Exception {
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int first = masked.size();
    for (int piece = 0; piece <= PIECES.size(); piece++) {
      for (int request = first; request < first + TOGETHER; request++) {
        String id = "r%04d".formatted(request);
        Message<String> message = piece < PIECES.size()
            ? Message.of(id, piece, PIECES.get(piece))
            : Message.end(id, piece);
        records.add(
            new ProducerRecord<>(name + "-in", id.getBytes(UTF_8), encoder.encode(message)));
      }
    }
    try (ModuleRunner<String, String, String, String> plain = masking()) {
      for (int request = first; request < first + TOGETHER; request++) {
        masked.put("r%04d".formatted(request), plain.unaryUnary(String.join("", PIECES)));
      }
    }
    return records;
  }

  private void awaitEnds(TestKafka kafka) throws EnvelopeException {
    Instant deadline = Instant.now().plusSeconds(60);
    long ended = 0;
    while (ended < masked.size() && Instant.now().isBefore(deadline)) {
      ended = messages(kafka.read(name)).stream()
          .filter(Message::last)
          .map(Message::requestId)
          .distinct()
          .count();
    }
    assertThat(ended).as("requests ended").isEqualTo(masked.size());
  }

  static List<Message<String>> messages(List<ConsumerRecord<byte[], byte[]>> records)
      throws EnvelopeException {
    MessageDecoder<String> decoder = MessageDecoder.of(String.class);
    List<Message<String>> messages = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      messages.add(decoder.decode(
          record.value(), new Origin(record.topic(), record.partition(), record.offset())));
    }
    return messages;
  }

  /** Each request's elements must be there once, in their order, none missing, and its end behind them. */
  void assertEachOnce(List<Message<String>> read) {
    SortedMap<String, StringBuilder> texts = new TreeMap<>();
    SortedMap<String, Long> next = new TreeMap<>();
    SortedMap<String, Boolean> ended = new TreeMap<>();
    for (Message<String> message : read) {
      String request = message.requestId();
      assertThat(message.sequence()).as(request).isEqualTo(next.getOrDefault(request, 0L));
      next.merge(request, 1L, Long::sum);
      StringBuilder text = texts.computeIfAbsent(request, any -> new StringBuilder());
      text.append(message.hasPayload() ? message.payload() : "");
      ended.put(request, message.last());
    }
    assertThat(ended).doesNotContainValue(false);
    SortedMap<String, String> whole = new TreeMap<>();
    texts.forEach((request, text) -> whole.put(request, text.toString()));
    assertThat(whole).isEqualTo(masked);
  }
}
