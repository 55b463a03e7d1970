package io.millrace.examples.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.examples.Outcome;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ModelServer;
import io.millrace.modelserver.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What tests of the job need: a Kafka, a model server, and the command. */
final class Surroundings implements AutoCloseable {

  /** For modules that ask one: equal questions get equal answers. */
  private final ModelServer server = ModelServer.start(ServerSettings.of(Answers.chosenFrom(
      List.of(Answer.text("All is well."), Answer.text("Write to a@example.com, please.")))));

  private final TestKafka kafka;

  Surroundings() throws Exception {
    kafka = TestKafka.start();
  }

  TestKafka kafka() {
    return kafka;
  }

  /** The sample; of a module that asks a model server, a copy that asks the one of this test. */
  Path asking(Path sample, Path temporary) throws IOException {
    String yaml = Files.readString(sample.resolve("module.yml"));
    String ours = yaml.replaceAll("base_url: .*", "base_url: " + server.baseUrl());
    if (ours.equals(yaml)) {
      return sample;
    }
    Files.writeString(temporary.resolve("module.yml"), ours);
    return temporary;
  }

  Outcome run(String... options) {
    List<String> all = new ArrayList<>(List.of("run", "-b", kafka.servers(), "-p", "1"));
    all.addAll(List.of(options));
    return Outcome.of(all.toArray(String[]::new));
  }

  /** What each request was answered, each of which must have ended well. */
  <T> Map<String, List<T>> payloads(String topic, Class<T> type) {
    MessageDecoder<T> decoder = MessageDecoder.of(type);
    Map<String, List<T>> payloads = new TreeMap<>();
    TopicMessages.read(kafka.properties(), topic, type).forEach((id, messages) -> {
      List<Message<T>> all = messages.stream()
          .map(bytes ->
              TopicMessages.decode(decoder, new ConsumerRecord<>(topic, 0, 0, new byte[0], bytes)))
          .toList();
      Message<T> end = all.get(all.size() - 1);
      assertThat(end.last() && end.status().isOk()).as("how %s ended", id).isTrue();
      assertThat(all).extracting(Message::hasPayload).containsOnlyOnce(false).endsWith(false);
      payloads.put(
          id, all.stream().filter(Message::hasPayload).map(Message::payload).toList());
    });
    return payloads;
  }

  static ProducerRecord<byte[], byte[]> record(String topic, @Nullable String key, String value) {
    return new ProducerRecord<>(
        topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  @Override
  public void close() {
    kafka.close();
    server.close();
  }
}
