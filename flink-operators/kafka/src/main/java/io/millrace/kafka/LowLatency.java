package io.millrace.kafka;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The preset for jobs whose output is read while it is written: no hop waits for more to come. It is in two halves, {@link
 * #flink} for the environment and {@link KafkaOutput#lowLatency} for a sink. What the user sets stands. Consumers have no
 * part in it, for they wait only while there is nothing.
 *
 * <p>Its price is work: more and smaller network buffers and requests. A backfill is better without.
 */
public final class LowLatency {

  static final String LINGER = ProducerConfig.LINGER_MS_CONFIG;
  static final String LINGER_MS = "0";

  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(1);
  private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(10);

  private LowLatency() {}

  /**
   * Adds the preset to Flink's settings: a record waits a millisecond at most for its network buffer to fill, and windows of
   * event time hear every ten that time has passed.
   *
   * @return the same settings
   */
  public static Configuration flink(Configuration settings) {
    setIfAbsent(settings, ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    setIfAbsent(settings, PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
    return settings;
  }

  private static <T> void setIfAbsent(Configuration settings, ConfigOption<T> option, T value) {
    if (settings.getOptional(option).isEmpty()) {
      settings.set(option, value);
    }
  }
}
