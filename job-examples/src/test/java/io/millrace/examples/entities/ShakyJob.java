package io.millrace.examples.entities;

import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;

import io.millrace.core.Message;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.flink.RequestLimits;
import io.millrace.flink.TaskStreams;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that waits for gaps but briefly, and beside it a module that fails until it is mended. */
public final class ShakyJob {

  private static final AtomicBoolean BROKEN = new AtomicBoolean();

  private ShakyJob() {}

  /** Makes the module fail at every text that speaks of a mill. */
  public static void breakModule() {
    BROKEN.set(true);
  }

  /** Makes it work. */
  public static void mendModule() {
    BROKEN.set(false);
  }

  /** The topic of the module's answers. */
  public static String answers(EntitiesTopics topics) {
    return topics.entities() + "-shaky";
  }

  /** Starts it, to run until it is cancelled. */
  public static JobClient start(JobKafka kafka, EntitiesTopics topics) throws Exception {
    StreamExecutionEnvironment flink = kafka.environment(RuntimeExecutionMode.STREAMING);
    RequestLimits limits = RequestLimits.DEFAULT.withGap(Duration.ofMillis(500));
    Properties properties = kafka.properties();
    KafkaTopics.create(properties, List.of(answers(topics)), 1);
    EntitiesJob job =
        new EntitiesJob(properties, topics, "shaky", limits, "", EnvelopeFormat.singleObject());
    MessageSource<GeneratedTextStreamResult> chunks =
        KafkaSources.chunks(flink, "chunks", job.input().from(OffsetsInitializer.earliest()));
    EntitiesPipeline pipeline = EntitiesPipeline.over(chunks.messages(), limits);
    var texts = chunks
        .messages()
        .map(ShakyJob::text)
        .returns(MessageTypes.of(String.class))
        .uid("shaky-texts");
    var shaky = TaskStreams.of(texts).withLimits(limits).streamUnary("shaky", ShakyJob::module);
    shaky
        .output()
        .sinkTo(KafkaSinks.envelopes(
            KafkaOutput.of(properties.getProperty("bootstrap.servers"), answers(topics)),
            ClassificationResults.class))
        .uid("shaky-out");
    EntitiesPipeline both = new EntitiesPipeline(
        pipeline.entities(),
        pipeline.masked(),
        pipeline.generations(),
        pipeline.deadLetters().union(shaky.deadLetters()));
    job.write(both, chunks.deadLetters());
    return flink.executeAsync("shaky");
  }

  private static Message<String> text(Message<GeneratedTextStreamResult> message) {
    GeneratedTextStreamResult piece = message.payload();
    return message.withPayload(piece == null ? null : piece.getGeneratedText());
  }

  private static ModuleRunner<String, String, ClassificationResults, ClassificationResult>
      module() {
    return TEXT_CLASSIFICATION.runner(TaskModule.named("shaky", "1.0.0")
        .serves(TEXT_CLASSIFICATION, as -> as.unaryUnary((text, parameters) -> classify(text)))
        .build());
  }

  private static ClassificationResults classify(String text) {
    if (BROKEN.get() && text.contains("mill")) {
      throw new IllegalStateException("the mill is broken");
    }
    return new ClassificationResults(List.of(new ClassificationResult("WELL", 1.0)));
  }
}
