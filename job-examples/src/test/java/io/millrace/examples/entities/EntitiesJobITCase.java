package io.millrace.examples.entities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class EntitiesJobITCase {

  private JobKafka kafka;
  private List<Transcript> transcripts;
  private Map<String, String> texts;

  @BeforeAll
  void startKafka() throws Exception {
    kafka = new JobKafka();
    transcripts = Completions.transcripts();
    texts = SentTexts.of(transcripts);
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  @Test
  void liveBoundedStreamingAndBatchGiveTheBytesThatPlainJavaGives() throws Exception {
    EntitiesTopics live = kafka.topics("modes");
    JobClient running = kafka.startLive(live);
    kafka.play(live, transcripts, Pace.UNLIMITED);
    JobOutputs lived = JobOutputs.await(kafka.properties(), live, texts.keySet());
    running.cancel().get();

    assertThat(lived.texts()).isEqualTo(texts);
    assertThat(lived.maskedTexts()).isEqualTo(SentTexts.masked(texts));
    assertThat(lived.spans()).isEqualTo(spans(texts));
    for (RuntimeExecutionMode mode :
        List.of(RuntimeExecutionMode.STREAMING, RuntimeExecutionMode.BATCH)) {
      EntitiesTopics bounded = kafka.otherOutputs(live, mode + "-");
      kafka.runBounded(bounded, mode);

      JobOutputs.read(kafka.properties(), bounded).assertSameAs(lived);
      assertThat(JobOutputs.records(kafka.properties(), bounded.deadLetters())).isEmpty();
    }
  }

  @Test
  void poisonGoesToTheDeadLettersAndLosesNothingElse() throws Exception {
    EntitiesTopics clean = kafka.topics("clean");
    kafka.play(clean, transcripts, Pace.UNLIMITED);
    kafka.runBounded(clean, RuntimeExecutionMode.STREAMING);
    EntitiesTopics poisoned = kafka.topics("poisoned");
    List<ProducerRecord<byte[], byte[]>> poison = poison(poisoned.chunks());
    kafka.write(withPoison(poisoned.chunks(), poison));

    kafka.runBounded(poisoned, RuntimeExecutionMode.STREAMING);

    JobOutputs.read(kafka.properties(), poisoned)
        .assertSameAs(JobOutputs.read(kafka.properties(), clean));
    assertThat(JobOutputs.records(kafka.properties(), poisoned.deadLetters()))
        .extracting(ConsumerRecord::value)
        .containsExactlyInAnyOrderElementsOf(
            poison.stream().map(ProducerRecord::value).toList());
  }

  @Test
  void aTaskThatFailsInMidStreamChangesNoOutput() throws Exception {
    EntitiesTopics undisturbed = kafka.topics("undisturbed");
    kafka.play(undisturbed, transcripts, Pace.UNLIMITED);
    kafka.runBounded(undisturbed, RuntimeExecutionMode.STREAMING);
    EntitiesTopics disturbed = kafka.topics("disturbed");
    FailingOnce.rearm();
    JobClient running = startFailing(disturbed);
    kafka.play(disturbed, transcripts, Pace.together(800));

    JobOutputs outputs = JobOutputs.await(kafka.properties(), disturbed, texts.keySet());
    running.cancel().get();

    assertThat(FailingOnce.hasFailed()).isTrue();
    outputs.assertSameAs(JobOutputs.read(kafka.properties(), undisturbed));
    assertThat(JobOutputs.records(kafka.properties(), disturbed.masked()))
        .as("records, some of them written twice")
        .hasSizeGreaterThan(
            JobOutputs.records(kafka.properties(), undisturbed.masked()).size());
  }

  private JobClient startFailing(EntitiesTopics topics) throws Exception {
    StreamExecutionEnvironment flink = kafka.environment(RuntimeExecutionMode.STREAMING);
    EntitiesJob job = kafka.job(topics);
    MessageSource<GeneratedTextStreamResult> chunks =
        KafkaSources.chunks(flink, "chunks", job.input().from(OffsetsInitializer.earliest()));
    var failing = chunks
        .messages()
        .map(new FailingOnce<>())
        .returns(MessageTypes.of(GeneratedTextStreamResult.class));
    job.write(EntitiesPipeline.over(failing, RequestLimits.DEFAULT), chunks.deadLetters());
    return flink.executeAsync("failing");
  }

  private static Map<String, List<TokenClassificationResult>> spans(Map<String, String> texts)
      throws Exception {
    Map<String, List<TokenClassificationResult>> spans = new TreeMap<>();
    try (var runner = TextModules.entities()) {
      texts.forEach(
          (request, text) -> spans.put(request, runner.unaryUnary(text).getResults()));
    }
    return spans;
  }

  private List<ProducerRecord<byte[], byte[]>> withPoison(
      String topic, List<ProducerRecord<byte[], byte[]>> poison) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int sent = 0;
    for (Transcript transcript : transcripts) {
      for (String chunk : transcript.chunks()) {
        records.add(record(topic, transcript.id(), chunk.getBytes(UTF_8)));
        if (++sent % 40 == 0 && sent / 40 <= poison.size()) {
          records.add(poison.get(sent / 40 - 1));
        }
      }
    }
    assertThat(records).containsAll(poison);
    return records;
  }

  private List<ProducerRecord<byte[], byte[]>> poison(String topic) {
    String id = transcripts.get(0).id();
    String chunk = transcripts.get(0).chunks().get(1);
    List<ProducerRecord<byte[], byte[]>> poison = new ArrayList<>();
    poison.add(record(topic, id, "no JSON".getBytes(UTF_8)));
    poison.add(record(topic, id, "{\"id\":".getBytes(UTF_8)));
    poison.add(record(topic, id, "[]".getBytes(UTF_8)));
    poison.add(record(topic, id, "{\"choices\":\"none\"}".getBytes(UTF_8)));
    poison.add(record(topic, id, chunk.replace(id, "someone-else").getBytes(UTF_8)));
    poison.add(record(topic, id, chunk.replace("\"index\":0", "\"index\":-1").getBytes(UTF_8)));
    poison.add(record(topic, id, new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}));
    poison.add(record(topic, null, chunk.getBytes(UTF_8)));
    poison.add(record(topic, "", chunk.getBytes(UTF_8)));
    return poison;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable String key, byte[] value) {
    return new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value);
  }
}
