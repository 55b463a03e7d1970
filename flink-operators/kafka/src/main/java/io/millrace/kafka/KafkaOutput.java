package io.millrace.kafka;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Where to write.
 *
 * @param servers the brokers to begin with
 * @param topic the topic
 * @param delivery at least once, unless told otherwise: readers drop what they already have by its sequence
 * @param transactionalIdPrefix what the names of the transactions begin with, unique among all jobs on the brokers; empty
 *     unless exactly once
 * @param config further settings of the producer
 */
public record KafkaOutput(
    String servers,
    String topic,
    DeliveryGuarantee delivery,
    String transactionalIdPrefix,
    Map<String, String> config) {

  /** What brokers allow at most by default; Flink's own default is more, and they refuse it. */
  private static final String TRANSACTION_TIMEOUT_MS = "900000";

  /** What a producer sends at most by default, which every broker takes by default. */
  static final int DEFAULT_LARGEST = 1 << 20;

  /** Validates that there is somewhere to write. */
  public KafkaOutput {
    Configs.requireServers(servers);
    if (topic.isBlank()) {
      throw new IllegalArgumentException("topic must have a name but was empty");
    }
    if (delivery == DeliveryGuarantee.EXACTLY_ONCE && transactionalIdPrefix.isBlank()) {
      throw new IllegalArgumentException(
          "transactionalIdPrefix must have a name for exactly once but was empty");
    }
    config = Map.copyOf(config);
  }

  /** This topic, at least once. */
  public static KafkaOutput of(String servers, String topic) {
    return new KafkaOutput(servers, topic, DeliveryGuarantee.AT_LEAST_ONCE, "", Map.of());
  }

  /**
   * The same, exactly once: by transactions, which readers see when a checkpoint is done, and those of uncommitted records at
   * once. The brokers are asked for their limits while the job is built, so they must be there.
   */
  public KafkaOutput exactlyOnce(String newTransactionalIdPrefix) {
    return new KafkaOutput(
        servers, topic, DeliveryGuarantee.EXACTLY_ONCE, newTransactionalIdPrefix, config);
  }

  /** The same with these settings of the producer in place of those it had. */
  public KafkaOutput with(Properties settings) {
    return new KafkaOutput(servers, topic, delivery, transactionalIdPrefix, Configs.of(settings));
  }

  /** The same with {@link LowLatency}: a record leaves at once, unless {@code linger.ms} is set. */
  public KafkaOutput lowLatency() {
    Map<String, String> all = new TreeMap<>(config);
    all.putIfAbsent(LowLatency.LINGER, LowLatency.LINGER_MS);
    return new KafkaOutput(servers, topic, delivery, transactionalIdPrefix, all);
  }

  /** Without passwords. */
  @Override
  public String toString() {
    return "KafkaOutput[servers=" + servers + ", topic=" + topic + ", delivery=" + delivery
        + ", transactionalIdPrefix=" + transactionalIdPrefix + ", config="
        + Configs.shown(config, ProducerConfig.configDef()) + "]";
  }

  /** The settings of the producer, with what this library sets where the user does not. */
  Properties producer() {
    Map<String, String> all = new TreeMap<>(config);
    if (delivery == DeliveryGuarantee.EXACTLY_ONCE) {
      all.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    }
    return Configs.asProperties(all);
  }

  long transactionTimeoutMs() {
    String timeout = producer().getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    return number(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout, "milliseconds");
  }

  /** How large a record may be for the producer to take it. */
  int largestRecord() {
    long request = setting(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return (int) Math.min(request, setting(ProducerConfig.BUFFER_MEMORY_CONFIG));
  }

  private long setting(String name) {
    String given = config.get(name);
    if (given == null) {
      Object byDefault = ProducerConfig.configDef().defaultValues().get(name);
      return ((Number) Objects.requireNonNull(byDefault, name)).longValue();
    }
    return number(name, given, "bytes");
  }

  private static long number(String name, String given, String unit) {
    try {
      return Long.parseLong(given.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " must be a number of " + unit + " but was \"" + given + "\"", e);
    }
  }
}
