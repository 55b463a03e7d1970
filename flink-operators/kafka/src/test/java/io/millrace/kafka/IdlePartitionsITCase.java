package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdlePartitionsITCase {

  private static final int REQUESTS = 12;

  @RegisterExtension
  static final MiniClusterExtension FLINK = new StrictCluster().extension();

  /** Of two partitions one never gets a record, and of four tasks two have no partition: nobody waits for either. */
  @Test
  void answersAreCompleteWhileAPartitionIsIdleAndTasksHaveNone() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      kafka.createTopic("half-idle", 2);
      kafka.createTopic("half-idle-out", 2);
      StreamExecutionEnvironment environment =
          StrictCluster.environment(4, LowLatency.flink(new Configuration()));
      KafkaInput input = KafkaInput.of(kafka.servers(), "half-idle", "half-idle")
          .from(OffsetsInitializer.earliest());
      TaskStreams.of(
              KafkaSources.envelopes(environment, "texts", input, String.class).messages())
          .deduplicate("once")
          .then()
          .streamStream("masking", RewrittenTopic::masking)
          .output()
          .sinkTo(KafkaSinks.envelopes(
              KafkaOutput.of(kafka.servers(), "half-idle-out").lowLatency(), String.class))
          .uid("out");
      JobClient job = environment.executeAsync("half-idle");
      try {
        kafka.write(requests());

        assertThat(texts(kafka))
            .hasSize(REQUESTS)
            .allSatisfy((request, text) -> assertThat(text).isEqualTo("Write to [EMAIL_ADDRESS]."));
        assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
      } finally {
        job.cancel().get();
      }
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> requests() {
    MessageEncoder<String> encoder = MessageEncoder.of(String.class);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int request = 0; request < REQUESTS; request++) {
      String id = "r" + request;
      for (Message<String> message : List.of(
          Message.of(id, 0, "Write to anna@exam"),
          Message.of(id, 1, "ple.com."),
          Message.<String>end(id, 2))) {
        records.add(
            new ProducerRecord<>("half-idle", 0, id.getBytes(UTF_8), encoder.encode(message)));
      }
    }
    return records;
  }

  /** Each request's text, once all have ended. */
  private static Map<String, String> texts(TestKafka kafka) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    int ended = 0;
    for (int records = REQUESTS; ended < REQUESTS; records++) {
      texts.clear();
      ended = 0;
      for (Message<String> message :
          RewrittenTopic.messages(kafka.await("half-idle-out", records))) {
        String text = message.payload();
        texts.merge(message.requestId(), text == null ? "" : text, String::concat);
        ended += message.last() ? 1 : 0;
      }
    }
    return texts;
  }
}
