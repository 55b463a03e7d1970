package io.millrace.examples.entities;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobFailedException;
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
import picocli.CommandLine.ParameterException;
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

  /** How bounded input is run. */
  enum Mode {
    /** As live input is. */
    STREAMING,
    /** Sorted by request first. */
    BATCH
  }

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

  @Option(
      names = "--entities",
      paramLabel = "TOPIC",
      description = "Out: entities. Default: ${DEFAULT-VALUE}.")
  private String entities = EntitiesTopics.DEFAULT.entities();

  @Option(
      names = "--masked",
      paramLabel = "TOPIC",
      description = "Out: masked text. Default: ${DEFAULT-VALUE}.")
  private String masked = EntitiesTopics.DEFAULT.masked();

  @Option(
      names = "--generations",
      paramLabel = "TOPIC",
      description = "Out: whole texts. Default: ${DEFAULT-VALUE}.")
  private String generations = EntitiesTopics.DEFAULT.generations();

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Out: what could not be worked on. Default: ${DEFAULT-VALUE}.")
  private String deadLetters = EntitiesTopics.DEFAULT.deadLetters();

  @Mixin
  private RangeOptions range;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How to run bounded input: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Mode mode = Mode.STREAMING;

  @Option(
      names = "--idle-seconds",
      paramLabel = "N",
      description = "A request silent for so long fails. Default: 300.")
  private long idleSeconds = RequestLimits.DEFAULT.idle().toSeconds();

  @Option(
      names = "--exactly-once",
      paramLabel = "PREFIX",
      description = "Write in transactions of this name. Without, at least once.")
  private String transactions = "";

  @Mixin
  private FormatOptions format;

  @Mixin
  private FlinkOptions flink;

  @Override
  public Integer call() throws Exception {
    require(range.isBounded() || mode == Mode.STREAMING, "--mode batch needs --bounded or --until");
    require(idleSeconds >= 1, "--idle-seconds must be at least 1 but was " + idleSeconds);
    Properties properties = kafka.properties();
    StreamExecutionEnvironment environment =
        flink.environment(RuntimeExecutionMode.valueOf(mode.name()), CHECKPOINT_EVERY);
    EntitiesJob job = define(environment, properties);
    KafkaTopics.prepare(properties, job.topics().chunks(), job.topics().outputs());
    ReadTotal total = range.total(kafka, group, chunks);
    String counts =
        JobRun.run(environment, "entities", spec.commandLine().getErr(), EntitiesJob::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private EntitiesJob define(StreamExecutionEnvironment environment, Properties properties)
      throws JobFailedException {
    try {
      return CommandErrors.ofOptions(spec, () -> job(environment, properties));
    } catch (
        IllegalStateException e) { // the brokers were asked for their limits, and did not answer
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  private EntitiesJob job(StreamExecutionEnvironment environment, Properties properties) {
    EntitiesJob job = new EntitiesJob(
        properties,
        new EntitiesTopics(chunks, entities, masked, generations, deadLetters),
        group,
        RequestLimits.DEFAULT.withIdle(Duration.ofSeconds(idleSeconds)),
        transactions,
        format.format());
    job.define(environment, range.of(job.input()));
    return job;
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
