package io.millrace.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an output's settings to what the brokers allow, while the job is built: what they refuse would fail the job whenever
 * it is started. They are asked only where it can bite, for transactions and for records larger than brokers take by default.
 */
final class BrokerLimits {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerLimits.class);

  private static final String TRANSACTION_MAX_TIMEOUT = "transaction.max.timeout.ms";
  private static final String BROKERS_LARGEST = "message.max.bytes";

  private final KafkaOutput output;
  private final Admin admin;

  private BrokerLimits(KafkaOutput output, Admin admin) {
    this.output = output;
    this.admin = admin;
  }

  /**
   * Asks the brokers, if there is something to ask.
   *
   * @throws IllegalArgumentException if they refuse the settings
   * @throws IllegalStateException if they do not answer
   */
  static void check(KafkaOutput output) {
    boolean transactions = output.delivery() == DeliveryGuarantee.EXACTLY_ONCE;
    if (!transactions && output.largestRecord() <= KafkaOutput.DEFAULT_LARGEST) {
      return;
    }
    try (Admin admin = Admin.create(config(output))) {
      BrokerLimits limits = new BrokerLimits(output, admin);
      List<ConfigResource> brokers = limits.brokers();
      if (transactions) {
        limits.requireTimeout(brokers);
      }
      limits.requireSize(brokers);
    } catch (ExecutionException | KafkaException e) {
      limitsUnknown(output, e.getCause() instanceof KafkaException cause ? cause : e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the brokers for their limits", e);
    }
  }

  private static Map<String, Object> config(KafkaOutput output) {
    Map<String, Object> config = new TreeMap<>(output.config());
    config.keySet().retainAll(AdminClientConfig.configNames());
    config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, output.servers());
    config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    return config;
  }

  private static void limitsUnknown(KafkaOutput output, Exception cause) {
    if (cause instanceof AuthorizationException) {
      LOG.warn(
          "The brokers on {} do not tell their limits, so the settings for topic '{}' are not checked",
          output.servers(),
          output.topic(),
          cause);
      return;
    }
    throw new IllegalStateException(
        "the brokers on " + output.servers() + " must tell their limits before topic '"
            + output.topic() + "' is written "
            + (output.delivery() == DeliveryGuarantee.EXACTLY_ONCE
                ? "exactly once"
                : "with large records")
            + ", but did not: " + cause.getMessage(),
        cause);
  }

  private List<ConfigResource> brokers() throws ExecutionException, InterruptedException {
    return admin.describeCluster().nodes().get().stream()
        .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
        .toList();
  }

  private void requireTimeout(Collection<ConfigResource> brokers)
      throws ExecutionException, InterruptedException {
    long timeout = output.transactionTimeoutMs();
    for (Map.Entry<ConfigResource, Config> broker : describe(brokers).entrySet()) {
      long most = number(broker.getValue(), TRANSACTION_MAX_TIMEOUT).orElse(Long.MAX_VALUE);
      if (timeout > most) {
        throw new IllegalArgumentException(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " must be at most " + most + ", which is "
                + TRANSACTION_MAX_TIMEOUT + " of broker " + broker.getKey().name() + ", but was "
                + timeout);
      }
    }
  }

  private void requireSize(Collection<ConfigResource> brokers)
      throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, output.topic());
    try {
      Config config = Objects.requireNonNull(describe(Set.of(topic)).get(topic));
      requireSize(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "topic '" + output.topic() + "'");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
      for (Map.Entry<ConfigResource, Config> broker : describe(brokers).entrySet()) {
        requireSize(
            broker.getValue(), BROKERS_LARGEST, "broker " + broker.getKey().name());
      }
    }
  }

  private void requireSize(Config config, String name, String whose) {
    long most = number(config, name).orElse(Long.MAX_VALUE);
    if (output.largestRecord() > most) {
      throw new IllegalArgumentException(ProducerConfig.MAX_REQUEST_SIZE_CONFIG
          + " must be at most " + most + ", which is " + name + " of " + whose + ", but was "
          + output.largestRecord());
    }
  }

  private Map<ConfigResource, Config> describe(Collection<ConfigResource> resources)
      throws ExecutionException, InterruptedException {
    return admin.describeConfigs(resources).all().get();
  }

  private static Optional<Long> number(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null
        ? Optional.empty()
        : Optional.of(Long.valueOf(entry.value()));
  }
}
