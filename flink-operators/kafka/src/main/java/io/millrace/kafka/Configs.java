package io.millrace.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

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

  /** For logs and messages: a password, and what Kafka does not know and so may be one, without its value. */
  static Map<String, String> shown(Map<String, String> config, ConfigDef known) {
    Map<String, String> shown = new TreeMap<>(config);
    shown.replaceAll((name, value) -> {
      ConfigDef.ConfigKey key = known.configKeys().get(name);
      return key == null || key.type == ConfigDef.Type.PASSWORD ? "[hidden]" : value;
    });
    return shown;
  }

  static String requireServers(String servers) {
    if (servers.isBlank()) {
      throw new IllegalArgumentException(
          "servers must name a broker, such as localhost:9092, but was empty");
    }
    return servers;
  }
}
