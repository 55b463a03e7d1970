package io.millrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerChoiceTest {

  private static final Broker.Start NO_ENGINE = () -> {
    throw new IllegalStateException("no engine answers");
  };

  private final List<String> log = new ArrayList<>();

  @Test
  void takesAContainerWhereAnEngineAnswersAndSaysSoOnce() throws Exception {
    BrokerChoice choice = choice("auto", at("container"));

    assertThat(choice.start().servers()).isEqualTo("container");
    assertThat(choice.start().servers()).isEqualTo("container");

    assertThat(log).containsExactly("Kafka of these tests: in a container of apache/kafka:4.2.0");
  }

  @Test
  void staysInTheProcessOnceNoContainerStarted() throws Exception {
    List<Broker.Start> starts = new ArrayList<>(List.of(NO_ENGINE, at("container")));
    BrokerChoice choice = choice("auto", () -> starts.remove(0).start());

    assertThat(choice.start().servers()).isEqualTo("process");
    assertThat(choice.start().servers()).isEqualTo("process");

    assertThat(log)
        .containsExactly(
            "Kafka of these tests: in this process, for no container started: no engine answers");
  }

  @Test
  void asksNoEngineWhereTheProcessIsWanted() throws Exception {
    assertThat(choice("embedded", at("container")).start().servers()).isEqualTo("process");

    assertThat(log)
        .containsExactly("Kafka of these tests: in this process, as millrace.kafka=embedded asks");
  }

  @Test
  void failsWhereAContainerIsWantedAndNoneStarts() {
    assertThatThrownBy(choice("container", NO_ENGINE)::start)
        .hasMessage("millrace.kafka=container, but none started from apache/kafka:4.2.0:"
            + " no engine answers");
    assertThat(log).isEmpty();
  }

  @Test
  void namesTheSettingsThatItKnows() {
    assertThatThrownBy(choice("docker", at("container"))::start)
        .hasMessage("millrace.kafka must be container, embedded or auto but was docker");
  }

  private BrokerChoice choice(String setting, Broker.Start container) {
    return new BrokerChoice(setting, container, at("process"), log::add);
  }

  private static Broker.Start at(String place) {
    return () -> new Broker() {
      @Override
      public String servers() {
        return place;
      }

      @Override
      public void close() {}
    };
  }
}
