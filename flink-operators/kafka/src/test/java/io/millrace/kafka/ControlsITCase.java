package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Parameters;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.ModuleControl;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControlsITCase {

  private static final StrictCluster CLUSTER = new StrictCluster();

  @RegisterExtension
  static final MiniClusterExtension FLINK = CLUSTER.extension();

  private static TestKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static ProducerRecord<byte[], byte[]> record(@Nullable String value) {
    return new ProducerRecord<>(
        "controls", "pii".getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  @Test
  void controlsAreReadInTheirOrderAndTheRestAreDeadLetters() throws Exception {
    kafka.createTopic("controls", 1);
    kafka.write(List.of(
        record("{\"operator\": \"pii\", \"module\": \"s3://m/2\"}"),
        record("please take version 3"),
        record(null),
        record("{\"operator\": \"pii\", \"defaults\": {\"threshold\": 0.4}}")));
    StreamExecutionEnvironment environment = StrictCluster.environment(2, new Configuration());
    ControlSource source = KafkaSources.controls(
        environment,
        "control",
        KafkaInput.of(kafka.servers(), "group", "controls")
            .from(OffsetsInitializer.earliest())
            .bounded());
    var dead = source.deadLetters().collectAsync();
    var controls = source.controls().collectAsync();
    var job = environment.execute();
    List<ModuleControl> read = new ArrayList<>();
    controls.forEachRemaining(read::add);
    assertThat(read)
        .containsExactly(
            ModuleControl.module("pii", "s3://m/2"),
            ModuleControl.defaults("pii", Parameters.of("threshold", 0.4)));
    List<DeadLetter> letters = new ArrayList<>();
    dead.forEachRemaining(letters::add);
    assertThat(letters).singleElement().satisfies(letter -> {
      assertThat(letter.operator()).isEqualTo("control");
      assertThat(letter.topic() + " " + letter.firstOffset()).isEqualTo("controls 1");
      assertThat(letter.value()).asString(UTF_8).isEqualTo("please take version 3");
      assertThat(letter.message()).startsWith("a control must be a JSON object but is not: ");
    });
    assertThat(CLUSTER.count(job.getJobID(), DecodingFunction.SKIPPED)).isEqualTo(1);
  }
}
