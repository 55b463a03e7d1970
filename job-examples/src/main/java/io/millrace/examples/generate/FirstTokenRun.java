package io.millrace.examples.generate;

import io.millrace.core.Message;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.inputs.InputFormat;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.examples.topics.TopicReader;
import io.millrace.flink.AsyncLimits;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.openai.OpenAiSettings;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends prompts to a model server by two ways at once, in turn: with a bare client, and through the job {@code generate},
 * from a topic to a topic.
 *
 * @param kafka what a client needs to reach Kafka; there are no topics yet
 * @param server the server
 * @param prompts how many prompts go each way
 * @param perSecond how many each way in a second
 */
record FirstTokenRun(Properties kafka, OpenAiSettings server, int prompts, double perSecond) {

  /** So many more come first and do not count: what is compiled and connected while they run is so in every live job. */
  private static final int WARM_UP = 200;

  private static final String STORY = "Tell me story ";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final GenerateTopics TOPICS = GenerateTopics.DEFAULT;

  /**
   * What was measured.
   *
   * @param bare the first tokens that the bare client saw
   * @param job those that a reader of the topic saw
   */
  record Measured(FirstTokens bare, FirstTokens job) {}

  /** Measures; Kafka and the server go on. */
  Measured measure() throws Exception {
    KafkaTopics.create(kafka, List.of(TOPICS.prompts()), 1);
    KafkaTopics.create(kafka, TOPICS.outputs(), 1);
    JobClient job = start();
    try {
      Measured unused = ask("warm", WARM_UP);
      return ask("p", prompts);
    } finally {
      job.cancel().get();
    }
  }

  private JobClient start() throws Exception {
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, 1, Duration.ofSeconds(10), Map.of());
    String servers = kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    GenerateJob job = new GenerateJob(
        kafka,
        TOPICS,
        server,
        RequestLimits.DEFAULT,
        AsyncLimits.DEFAULT,
        "",
        EnvelopeFormat.singleObject());
    GeneratePipeline unused = job.define(new TopicInput(
        flink,
        KafkaInput.of(servers, "first-token", TOPICS.prompts()).from(OffsetsInitializer.earliest()),
        InputFormat.TEXT,
        EnvelopeFormat.singleObject(),
        Optional.empty()));
    return flink.executeAsync("first token");
  }

  private Measured ask(String prefix, int number) throws Exception {
    Measured measured = new Measured(
        new FirstTokens(number, System::nanoTime), new FirstTokens(number, System::nanoTime));
    CompletableFuture<Void> reading = new CompletableFuture<>();
    Thread reader = new Thread(() -> follow(measured.job(), reading), "first tokens");
    reader.start();
    try {
      send(prefix, number, measured);
      if (!measured.bare().await(PATIENCE) || !measured.job().await(PATIENCE)) {
        throw new JobFailedException(
            "not every prompt had a token within " + PATIENCE.toSeconds() + " seconds");
      }
      return measured;
    } finally {
      reading.complete(null);
      reader.join();
    }
  }

  private void follow(FirstTokens seen, CompletableFuture<Void> until) {
    MessageDecoder<GeneratedTextStreamResult> decoder =
        MessageDecoder.of(GeneratedTextStreamResult.class);
    try (TopicReader reader = new TopicReader(kafka, List.of(TOPICS.tokens()))) {
      while (!until.isDone()) {
        reader.read(Duration.ofMillis(100), record -> {
          Message<GeneratedTextStreamResult> message = TopicMessages.decode(decoder, record);
          GeneratedTextStreamResult token = message.payload();
          if (token != null && !token.getGeneratedText().isEmpty()) {
            seen.token(message.requestId());
          }
        });
      }
    }
  }

  /** The prompts of the two ways take turns, so that none waits for its like. */
  private void send(String prefix, int number, Measured measured) throws Exception {
    BareClient bare = new BareClient(server.baseUrl().toString(), server.model());
    List<CompletableFuture<?>> answers = new ArrayList<>();
    long half = (long) (1e9 / perSecond / 2);
    long begin = System.nanoTime();
    try (var producer =
        new KafkaProducer<>(producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < number; i++) {
        String id = prefix + i;
        waitUntil(begin + 2L * i * half);
        measured.bare().ask(id);
        answers.add(bare.ask(STORY + id, () -> measured.bare().token(id)));
        waitUntil(begin + (2L * i + 1) * half);
        measured.job().ask(id);
        var unused = producer.send(new ProducerRecord<>(
            TOPICS.prompts(),
            id.getBytes(StandardCharsets.UTF_8),
            (STORY + id).getBytes(StandardCharsets.UTF_8)));
      }
    }
    for (CompletableFuture<?> answer : answers) {
      answer.get();
    }
  }

  private Properties producer() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    return properties;
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
