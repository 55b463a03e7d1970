package io.millrace.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Kafka's configuration, as users give it and as Kafka's builders take it. */
final class Configs {

  private Configs() {}

  /** The properties, those of their defaults included. */
  static Map<String, String> of(Properties properties) {
    Map<String, String> config = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      config.put(name, properties.getProperty(name));
    }
    return config;
  }

  static Properties asProperties(Map<String, String> config) {
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }

  static String requireServers(String servers) {
    if (servers.isBlank()) {
      throw new IllegalArgumentException(
          "servers must name a broker, such as localhost:9092, but was empty");
    }
    return servers;
  }
}
