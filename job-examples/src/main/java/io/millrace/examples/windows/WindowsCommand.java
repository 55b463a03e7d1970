package io.millrace.examples.windows;

import io.millrace.core.Message;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.Counted;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.cli.RangeOptions;
import io.millrace.examples.cli.ReadTotal;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaInput;
import io.millrace.kafka.KafkaOutput;
import io.millrace.kafka.KafkaSinks;
import io.millrace.kafka.KafkaSources;
import io.millrace.kafka.MessageSource;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResults;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job over topics. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "windows",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says every few seconds what was found in each text since the last time.")
public final class WindowsCommand implements Callable<Integer> {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  private static final String WINDOWS = "windows";
  private static final String ENTITIES = "entities";
  private static final String DEAD_LETTERS = "dead letters";

  @Spec
  private CommandSpec spec;

  @Mixin
  private KafkaOptions kafka;

  @Option(names = "--group", paramLabel = "GROUP", description = "Default: ${DEFAULT-VALUE}.")
  private String group = "millrace-windows";

  @Option(
      names = "--chunks",
      paramLabel = "TOPIC",
      description = "In: chat.completion.chunk JSON. Default: ${DEFAULT-VALUE}.")
  private String chunks = "llm.chunks";

  @Option(
      names = "--windows",
      paramLabel = "TOPIC",
      description = "Out: the entities of each text and window. Default: ${DEFAULT-VALUE}.")
  private String windows = "llm.windows";

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Out: what could not be worked on. Default: ${DEFAULT-VALUE}.")
  private String deadLetters = "llm.dead-letters";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "The length of a window. Default: ${DEFAULT-VALUE}.")
  private int seconds = 10;

  @Mixin
  private RangeOptions range;

  @Mixin
  private FormatOptions format;

  @Mixin
  private FlinkOptions flink;

  @Override
  public Integer call() throws Exception {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds must be at least 1 but was " + seconds);
    }
    List<String> topics = List.of(chunks, windows, deadLetters);
    if (new HashSet<>(topics).size() < topics.size()) {
      throw new ParameterException(
          spec.commandLine(), "topics must be three different ones but were " + topics);
    }
    Properties properties = kafka.properties();
    StreamExecutionEnvironment environment =
        flink.environment(RuntimeExecutionMode.STREAMING, CHECKPOINT_EVERY);
    WindowsPipeline unused = CommandErrors.ofOptions(spec, () -> define(environment, properties));
    KafkaTopics.prepare(properties, chunks, List.of(windows, deadLetters));
    ReadTotal total = range.total(kafka, group, chunks);
    String counts = JobRun.run(
        environment, "windows", spec.commandLine().getErr(), WindowsCommand::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private WindowsPipeline define(StreamExecutionEnvironment environment, Properties properties) {
    String servers = properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    KafkaInput input = KafkaInput.of(servers, group, chunks).with(properties);
    MessageSource<GeneratedTextStreamResult> source =
        KafkaSources.chunks(environment, "chunks", range.of(input));
    WindowsPipeline pipeline =
        WindowsPipeline.over(source.messages(), RequestLimits.DEFAULT, Duration.ofSeconds(seconds));
    Counted.in(
            pipeline.entities(),
            "count-windows",
            Map.of(
                WINDOWS, message -> message.last() ? 1 : 0, ENTITIES, WindowsCommand::entitiesIn))
        .sinkTo(KafkaSinks.envelopes(
            KafkaOutput.of(servers, windows).with(properties).lowLatency(),
            format.format(),
            TokenClassificationResults.class))
        .name("windows-out")
        .uid("windows-out");
    Counted.in(
            source.deadLetters().union(pipeline.deadLetters()),
            "count-dead-letters",
            Map.of(DEAD_LETTERS, letter -> 1L))
        .sinkTo(KafkaSinks.deadLetters(
            KafkaOutput.of(servers, deadLetters).with(properties).lowLatency()))
        .name("dead-letters-out")
        .uid("dead-letters-out");
    return pipeline;
  }

  private static long entitiesIn(Message<TokenClassificationResults> message) {
    TokenClassificationResults found = message.payload();
    return found == null ? 0 : found.getResults().size();
  }

  /** What the job has counted, in words. */
  private static String words(Map<String, Long> counts) {
    return "%,d windows, %,d entities, %,d dead letters"
        .formatted(
            counts.getOrDefault(WINDOWS, 0L),
            counts.getOrDefault(ENTITIES, 0L),
            counts.getOrDefault(DEAD_LETTERS, 0L));
  }
}
