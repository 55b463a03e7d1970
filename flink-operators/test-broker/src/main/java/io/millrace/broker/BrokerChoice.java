package io.millrace.broker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Container or process: settled by the first start, which says so, and kept by all others. */
final class BrokerChoice {

  private final String setting;
  private final Broker.Start container;
  private final Broker.Start process;
  private final Consumer<String> log;
  private Broker.@Nullable Start settled;

  BrokerChoice(String setting, Broker.Start container, Broker.Start process, Consumer<String> log) {
    this.setting = setting;
    this.container = container;
    this.process = process;
    this.log = log;
  }

  synchronized Broker start() throws Exception {
    return settled == null ? first() : settled.start();
  }

  private Broker first() throws Exception {
    return switch (setting) {
      case "container" -> insist();
      case "embedded" -> settle(process, "in this process, as millrace.kafka=embedded asks");
      case "auto" -> prefer();
      default ->
        throw new IllegalArgumentException(
            "millrace.kafka must be container, embedded or auto but was " + setting);
    };
  }

  private Broker insist() {
    try {
      return settle(container, inContainer());
    } catch (Exception e) {
      throw new IllegalStateException(
          "millrace.kafka=container, but none started from " + ContainerBroker.IMAGE + ": "
              + e.getMessage(),
          e);
    }
  }

  private Broker prefer() throws Exception {
    try {
      return settle(container, inContainer());
    } catch (Exception e) {
      return settle(process, "in this process, for no container started: " + e.getMessage());
    }
  }

  private Broker settle(Broker.Start place, String words) throws Exception {
    Broker first = place.start();
    settled = place;
    log.accept("Kafka of these tests: " + words);
    return first;
  }

  private static String inContainer() {
    return "in a container of " + ContainerBroker.IMAGE;
  }
}
