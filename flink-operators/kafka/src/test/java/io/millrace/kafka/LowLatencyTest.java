package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;

class LowLatencyTest {

  @Test
  void flinksHalfArrivesInTheJob() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(LowLatency.flink(new Configuration()));
    environment.fromSequence(0, 1).keyBy(n -> n).sinkTo(new DiscardingSink<>());

    StreamGraph job = environment.getStreamGraph(false);

    assertThat(job.getStreamNodes()).allMatch(node -> node.getBufferTimeout() == 1);
    assertThat(job.getStreamNodes().stream().flatMap(node -> node.getOutEdges().stream()))
        .isNotEmpty()
        .extracting(StreamEdge::getBufferTimeout)
        .containsOnly(1L);
    ExecutionConfig config = job.getExecutionConfig();
    assertThat(config.getAutoWatermarkInterval()).isEqualTo(10);
  }

  @Test
  void whatIsSetInFlinkStands() {
    Configuration settings = new Configuration();
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(7));
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofSeconds(2));

    assertThat(LowLatency.flink(settings).toMap())
        .isEqualTo(Map.of(
            "execution.buffer-timeout.interval",
            "7 ms",
            "pipeline.auto-watermark-interval",
            "2 s"));
  }

  @Test
  void theSinksHalfIsItsLingerUnlessThatIsSet() {
    KafkaOutput output = KafkaOutput.of("localhost:9092", "t");
    Properties settings = new Properties();
    settings.setProperty("linger.ms", "20");
    settings.setProperty("acks", "1");

    assertThat(output.lowLatency().producer()).isEqualTo(Map.of("linger.ms", "0"));
    assertThat(output.with(settings).lowLatency().producer())
        .isEqualTo(Map.of("linger.ms", "20", "acks", "1"));
    assertThat(output.lowLatency().exactlyOnce("job").producer())
        .isEqualTo(Map.of("linger.ms", "0", "transaction.timeout.ms", "900000"));
  }
}
