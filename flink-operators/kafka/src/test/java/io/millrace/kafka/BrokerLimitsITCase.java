package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.broker.TestKafka;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the brokers refuse is refused while the job is built. */
class BrokerLimitsITCase {

  private static TestKafka kafka;
  private static String broker;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.servers()))) {
      broker = admin.describeCluster().nodes().get().iterator().next().idString();
    }
    kafka.createTopic("usual", 1);
    kafka.createTopic("small", 1, Map.of("max.message.bytes", "100000"));
    kafka.createTopic("large", 1, Map.of("max.message.bytes", "5000000"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static KafkaOutput output(String topic, String... settings) {
    Properties all = new Properties();
    for (int i = 0; i < settings.length; i += 2) {
      all.setProperty(settings[i], settings[i + 1]);
    }
    return KafkaOutput.of(kafka.servers(), topic).with(all);
  }

  private static void assertRefused(KafkaOutput output, String message) {
    assertThatThrownBy(() -> KafkaSinks.envelopes(output, String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> KafkaSinks.deadLetters(output))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aTransactionMustNotLastLongerThanBrokersAllow() {
    assertRefused(
        output("usual", "transaction.timeout.ms", "900001").exactlyOnce("job"),
        "transaction.timeout.ms must be at most 900000, which is transaction.max.timeout.ms of"
            + " broker " + broker + ", but was 900001");
    assertThat(KafkaSinks.envelopes(output("usual").exactlyOnce("job"), String.class))
        .isNotNull();
  }

  @Test
  void aRecordMustNotBeLargerThanItsTopicTakes() {
    assertRefused(
        output("usual", "max.request.size", "5000000"),
        "max.request.size must be at most 1048588, which is max.message.bytes of topic 'usual',"
            + " but was 5000000");
    assertRefused(
        output("small").exactlyOnce("job"),
        "max.request.size must be at most 100000, which is max.message.bytes of topic 'small',"
            + " but was 1048576");
    assertThat(KafkaSinks.deadLetters(output("large", "max.request.size", "5000000")))
        .isNotNull();
  }

  @Test
  void aTopicThatIsNotThereYetWillTakeWhatItsBrokersTake() {
    assertRefused(
        output("not-there", "max.request.size", "5000000"),
        "max.request.size must be at most 1048588, which is message.max.bytes of broker " + broker
            + ", but was 5000000");
  }

  @Test
  void atLeastOnceWithUsualSizesNeedsNoBroker() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      String servers = "localhost:" + silent.getLocalPort();
      assertThat(KafkaSinks.envelopes(KafkaOutput.of(servers, "t"), String.class))
          .isNotNull();
      Properties impatient = new Properties();
      impatient.setProperty("default.api.timeout.ms", "500");
      impatient.setProperty("request.timeout.ms", "200");
      KafkaOutput once = KafkaOutput.of(servers, "t").with(impatient).exactlyOnce("job");
      assertThatThrownBy(() -> KafkaSinks.envelopes(once, String.class))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the brokers on " + servers
              + " must tell their limits before topic 't' is written exactly once, but did not: ");
    }
  }

  @Test
  void aTimeoutThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> KafkaSinks.envelopes(
            output("usual", "transaction.timeout.ms", "15m").exactlyOnce("job"), String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transaction.timeout.ms must be a number of milliseconds but was \"15m\"");
  }
}
