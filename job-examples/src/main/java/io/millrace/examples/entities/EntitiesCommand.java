package io.millrace.examples.entities;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.cli.RangeOptions;
import io.millrace.examples.cli.ReadTotal;
import io.millrace.flink.RequestLimits;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the main job over topics. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "entities",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Finds and masks personal data in streams of generated text while they are written, and assembles the texts.")
public final class EntitiesCommand implements Callable<Integer> {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  @Spec
  private CommandSpec spec;

  @Mixin
  private KafkaOptions kafka;

  @Option(names = "--group", paramLabel = "GROUP", description = "Default: ${DEFAULT-VALUE}.")
  private String group = "millrace-entities";

  @Option(
      names = "--chunks",
      paramLabel = "TOPIC",
      description = "In: chat.completion.chunk JSON. Default: ${DEFAULT-VALUE}.")
  private String chunks = EntitiesTopics.DEFAULT.chunks();

  @Mixin
  private OutputOptions outputs;

  @Mixin
  private RangeOptions range;

  @Mixin
  private JobOptions job;

  @Mixin
  private FormatOptions format;

  @Mixin
  private FlinkOptions flink;

  @Override
  public Integer call() throws Exception {
    RuntimeExecutionMode mode = job.mode(range);
    RequestLimits limits = job.limits();
    Properties properties = kafka.properties();
    StreamExecutionEnvironment environment = flink.environment(mode, CHECKPOINT_EVERY);
    EntitiesJob defined =
        CommandErrors.ofBrokers(spec, () -> define(environment, properties, limits));
    KafkaTopics.prepare(properties, defined.topics().chunks(), defined.topics().outputs());
    ReadTotal total = range.total(kafka, group, chunks);
    String counts =
        JobRun.run(environment, "entities", spec.commandLine().getErr(), EntitiesJob::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private EntitiesJob define(
      StreamExecutionEnvironment environment, Properties properties, RequestLimits limits) {
    EntitiesJob defined = new EntitiesJob(
        properties, outputs.topics(chunks), group, limits, job.transactions(), format.format());
    defined.define(environment, range.of(defined.input()));
    return defined;
  }
}
