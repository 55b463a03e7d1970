package io.millrace.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import kafka.server.BrokerServer;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/**
 * A broker in this process that is reached over TLS, where both sides show a certificate, or over TLS by name and password;
 * and, to compare with, in the clear.
 */
public final class SecuredKafka implements AutoCloseable {

  private static final String LISTENERS =
      "EXTERNAL://localhost:0,CONTROLLER://localhost:0,MUTUAL://localhost:0,PASSWORD://localhost:0";
  private static final String PROTOCOLS =
      "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,MUTUAL:SSL,PASSWORD:SASL_SSL";

  private final KafkaClusterTestKit cluster;
  private final Certificates certificates;

  private SecuredKafka(KafkaClusterTestKit cluster, Certificates certificates) {
    this.cluster = cluster;
    this.certificates = certificates;
  }

  /**
   * Starts it, in a few seconds.
   *
   * @param folder where certificates are made
   * @param storePassword the password of their stores
   * @param user who may come by name
   * @param password the user's
   */
  public static SecuredKafka start(Path folder, String storePassword, String user, String password)
      throws Exception {
    Certificates certificates = Certificates.in(folder, storePassword);
    KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
            .setCombined(true)
            .setNumBrokerNodes(1)
            .setNumControllerNodes(1)
            .build())
        .setConfigProp("offsets.topic.replication.factor", "1")
        .setConfigProp("offsets.topic.num.partitions", "1")
        .setConfigProp("transaction.state.log.replication.factor", "1")
        .setConfigProp("transaction.state.log.min.isr", "1")
        .setConfigProp("group.initial.rebalance.delay.ms", "0")
        .setConfigProp("listeners", LISTENERS)
        .setConfigProp("listener.security.protocol.map", PROTOCOLS)
        .setConfigProp("ssl.keystore.location", certificates.keys("broker").toString())
        .setConfigProp("ssl.keystore.password", storePassword)
        .setConfigProp("ssl.key.password", storePassword)
        .setConfigProp("ssl.truststore.location", certificates.trusted().toString())
        .setConfigProp("ssl.truststore.password", storePassword)
        .setConfigProp("listener.name.mutual.ssl.client.auth", "required")
        .setConfigProp("listener.name.password.sasl.enabled.mechanisms", "PLAIN")
        .setConfigProp(
            "listener.name.password.plain.sasl.jaas.config",
            login("user_" + user + "=\"" + password + "\""))
        .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    return new SecuredKafka(cluster, certificates);
  }

  private static String login(String options) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required " + options + ";";
  }

  private Properties at(String listener) {
    BrokerServer broker =
        Objects.requireNonNull(cluster.brokers().values().iterator().next());
    Properties properties = new Properties();
    properties.setProperty(
        "bootstrap.servers", "localhost:" + broker.boundPort(ListenerName.normalised(listener)));
    return properties;
  }

  private Properties trusting(String listener) {
    Properties properties = at(listener);
    properties.setProperty("ssl.truststore.location", certificates.trusted().toString());
    properties.setProperty("ssl.truststore.password", certificates.password());
    return properties;
  }

  /** What a client in the clear needs. */
  public Properties inTheClear() {
    return at("EXTERNAL");
  }

  /** What a client with a certificate needs. */
  public Properties byCertificate() {
    Properties properties = trusting("MUTUAL");
    properties.setProperty("security.protocol", "SSL");
    properties.setProperty("ssl.keystore.location", certificates.keys("client").toString());
    properties.setProperty("ssl.keystore.password", certificates.password());
    properties.setProperty("ssl.key.password", certificates.password());
    return properties;
  }

  /** What a client with a name and a password needs. */
  public Properties byPassword(String user, String password) {
    Properties properties = trusting("PASSWORD");
    properties.setProperty("security.protocol", "SASL_SSL");
    properties.setProperty("sasl.mechanism", "PLAIN");
    properties.setProperty(
        "sasl.jaas.config", login("username=\"" + user + "\" password=\"" + password + "\""));
    return properties;
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) { // what the test kit declares
      throw new IllegalStateException("The broker did not stop", e);
    }
  }
}
