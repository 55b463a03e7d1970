package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that unpack to hundreds of times their size, which brokers take, for they look at the packed size only. */
class HostileBatchITCase {

  private static final StrictCluster CLUSTER = new StrictCluster();

  @RegisterExtension
  static final MiniClusterExtension FLINK = CLUSTER.extension();

  private static final int LARGE = 32 << 20;

  private static final String PIECE = """
      {"id":"c","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""";

  @Test
  void aRecordThatUnpacksToThirtyTwoMegabytesIsADeadLetterThatSaysSoAndTheOthersAreRead()
      throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      kafka.createTopic("chunks", 1);
      kafka.createTopic("dead", 1);
      writePacked(kafka);
      StreamExecutionEnvironment flink = StrictCluster.environment(1, new Configuration());
      MessageSource<GeneratedTextStreamResult> chunks = KafkaSources.chunks(
          flink,
          "chunks",
          KafkaInput.of(kafka.servers(), "g", "chunks")
              .from(OffsetsInitializer.earliest())
              .bounded());
      chunks
          .deadLetters()
          .sinkTo(KafkaSinks.deadLetters(KafkaOutput.of(kafka.servers(), "dead")))
          .uid("dead");
      List<Message<GeneratedTextStreamResult>> read = chunks.messages().executeAndCollect(2);

      assertThat(read).extracting(Message::requestId).containsExactly("c");
      ConsumerRecord<byte[], byte[]> letter = kafka.await("dead", 1).get(0);
      assertThat(new String(
              letter.headers().lastHeader(DeadLetterHeaders.VALUE_LENGTH).value(), UTF_8))
          .isEqualTo(Integer.toString(LARGE));
      assertThat(letter.value().length).isLessThan(1 << 20);
    }
  }

  private static void writePacked(TestKafka kafka) throws Exception {
    Map<String, Object> config = Map.of(
        "bootstrap.servers",
        kafka.servers(),
        "compression.type",
        "gzip",
        "max.request.size",
        2 * LARGE,
        "buffer.memory",
        4L * LARGE);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>("chunks", "bomb".getBytes(UTF_8), new byte[LARGE]))
          .get();
      producer
          .send(new ProducerRecord<>("chunks", "c".getBytes(UTF_8), PIECE.getBytes(UTF_8)))
          .get();
    }
  }
}
