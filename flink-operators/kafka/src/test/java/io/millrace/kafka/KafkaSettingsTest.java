package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

  private static final KafkaOutput OUTPUT = KafkaOutput.of("localhost:9092", "t");

  @Test
  void whatCannotBeReadIsRefusedWhileTheJobIsBuilt() {
    assertThatThrownBy(() -> KafkaInput.of(" ", "g", "t"))
        .hasMessage("servers must name a broker, such as localhost:9092, but was empty");
    assertThatThrownBy(() -> KafkaInput.of("localhost:9092", "", "t"))
        .hasMessage("group must have a name but was empty");
    assertThatThrownBy(() -> KafkaInput.of("localhost:9092", "g"))
        .hasMessage("topics must be at least one, each with a name, but were []");
    assertThatThrownBy(() -> KafkaInput.of("localhost:9092", "g", "t", ""))
        .hasMessage("topics must be at least one, each with a name, but were [t, ]");
    assertThatThrownBy(() -> KafkaInput.of("localhost:9092", "g", "t").withLongestRequestId(0))
        .hasMessage("longestRequestId must be at least 1 byte but was 0");
  }

  @Test
  void whatCannotBeWrittenIsRefusedWhileTheJobIsBuilt() {
    assertThatThrownBy(() -> KafkaOutput.of("", "t"))
        .hasMessage("servers must name a broker, such as localhost:9092, but was empty");
    assertThatThrownBy(() -> KafkaOutput.of("localhost:9092", ""))
        .hasMessage("topic must have a name but was empty");
    assertThatThrownBy(() -> OUTPUT.exactlyOnce(" "))
        .hasMessage("transactionalIdPrefix must have a name for exactly once but was empty");
  }

  @Test
  void atLeastOnceIsTheDefaultAndExactlyOnceOneSetting() {
    assertThat(OUTPUT.delivery()).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    assertThat(OUTPUT.producer()).isEmpty();

    KafkaOutput once = OUTPUT.exactlyOnce("job");

    assertThat(once.delivery()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
    assertThat(once.producer()).isEqualTo(Map.of("transaction.timeout.ms", "900000"));
  }

  @Test
  void whatTheUserSetsStands() {
    Properties defaults = new Properties();
    defaults.setProperty("linger.ms", "0");
    Properties settings = new Properties(defaults);
    settings.setProperty("transaction.timeout.ms", "60000");

    assertThat(OUTPUT.with(settings).exactlyOnce("job").producer())
        .isEqualTo(Map.of("linger.ms", "0", "transaction.timeout.ms", "60000"));
    assertThat(KafkaInput.of("localhost:9092", "g", "t").with(settings).config())
        .isEqualTo(Map.of("linger.ms", "0", "transaction.timeout.ms", "60000"));
  }

  @Test
  void theProducersLimitIsKnown() {
    assertThat(OUTPUT.largestRecord()).isEqualTo(1 << 20);
    assertThat(with("max.request.size", " 5000000 ").largestRecord()).isEqualTo(5_000_000);
    assertThat(with("buffer.memory", "70000").largestRecord()).isEqualTo(70_000);
  }

  @Test
  void aLimitThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> KafkaSinks.envelopes(with("max.request.size", "1MB"), String.class))
        .hasMessage("max.request.size must be a number of bytes but was \"1MB\"");
  }

  @Test
  void aProducerThatTakesTooLittleIsRefused() {
    assertThatThrownBy(() -> KafkaSinks.deadLetters(with("max.request.size", "65535")))
        .hasMessage(
            "the producer of dead letters must take records of at least 65536 bytes but max.request.size or"
                + " buffer.memory was 65535");
    assertThatThrownBy(() -> KafkaSinks.envelopes(with("buffer.memory", "16383"), String.class))
        .hasMessage(
            "the producer of envelopes must take records of at least 16384 bytes but max.request.size or"
                + " buffer.memory was 16383");
  }

  @Test
  void passwordsAndWhatMayBeOneAreNotShown() {
    Properties settings = new Properties();
    settings.setProperty("client.id", "shown");
    settings.setProperty("ssl.keystore.password", "secret-1");
    settings.setProperty("sasl.jaas.config", "secret-2");
    settings.setProperty("basic.auth.user.info", "secret-3");
    String shown = "{basic.auth.user.info=[hidden], client.id=shown, sasl.jaas.config=[hidden],"
        + " ssl.keystore.password=[hidden]}";

    assertThat(OUTPUT.with(settings).exactlyOnce("job"))
        .hasToString("KafkaOutput[servers=localhost:9092, topic=t, delivery=exactly-once,"
            + " transactionalIdPrefix=job, config=" + shown + "]");
    assertThat(KafkaInput.of("localhost:9092", "g", "t").with(settings))
        .hasToString("KafkaInput[servers=localhost:9092, group=g, topics=[t],"
            + " longestRequestId=4096, config=" + shown + "]");
  }

  private static KafkaOutput with(String name, String value) {
    Properties settings = new Properties();
    settings.setProperty(name, value);
    return OUTPUT.with(settings);
  }
}
