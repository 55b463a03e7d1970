package io.millrace.examples.generate;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.cli.RangeOptions;
import io.millrace.examples.cli.ReadTotal;
import io.millrace.examples.entities.OutputOptions;
import io.millrace.examples.inputs.InputFormat;
import io.millrace.examples.inputs.InputOptions;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.examples.server.RecordedServer;
import io.millrace.examples.server.ServerOptions;
import io.millrace.flink.AsyncLimits;
import io.millrace.kafka.KafkaInput;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
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
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Has a model server answer prompts, sends each token on as it comes, and masks them while they come.")
public final class GenerateCommand implements Callable<Integer> {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  @Spec
  private CommandSpec spec;

  @Mixin
  private ServerOptions server;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Prompts answered at a time by each parallel task. Default: ${DEFAULT-VALUE}.")
  private int inFlight = AsyncLimits.DEFAULT.inFlight();

  @Mixin
  private KafkaOptions kafka;

  @Option(names = "--group", paramLabel = "GROUP", description = "Default: ${DEFAULT-VALUE}.")
  private String group = "millrace-generate";

  @Option(
      names = "--prompts",
      paramLabel = "TOPIC",
      description = "In: what the model is asked. Default: ${DEFAULT-VALUE}.")
  private String prompts = GenerateTopics.DEFAULT.prompts();

  @Mixin
  private InputOptions inputOptions;

  @Option(
      names = "--tokens",
      paramLabel = "TOPIC",
      description = "Out: what it says, piece by piece. Default: ${DEFAULT-VALUE}.")
  private String tokens = GenerateTopics.DEFAULT.tokens();

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
    if (inputOptions.format() == InputFormat.CHUNKS) {
      throw new ParameterException(
          spec.commandLine(), "--input-format must be one of whole texts but was chunks");
    }
    GenerateTopics topics =
        CommandErrors.ofOptions(spec, () -> new GenerateTopics(prompts, outputs.topics(tokens)));
    AsyncLimits atOnce = CommandErrors.ofOptions(spec, () -> JobOptions.atOnce(inFlight));
    Properties properties = kafka.properties();
    StreamExecutionEnvironment environment = flink.environment(job.mode(range), CHECKPOINT_EVERY);
    Optional<RecordedServer> started = server.embedded();
    try {
      GenerateJob defined = new GenerateJob(
          properties,
          topics,
          server.settings(started, atOnce.inFlight()),
          job.limits(),
          atOnce,
          job.transactions(),
          format.format());
      return run(defined, environment);
    } finally {
      started.ifPresent(RecordedServer::close);
    }
  }

  private int run(GenerateJob defined, StreamExecutionEnvironment environment) throws Exception {
    GeneratePipeline unused =
        CommandErrors.ofBrokers(spec, () -> defined.define(input(defined, environment)));
    KafkaTopics.prepare(defined.kafka(), prompts, defined.topics().outputs());
    ReadTotal total = range.total(kafka, group, prompts);
    String counts =
        JobRun.run(environment, "generate", spec.commandLine().getErr(), GenerateJob::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private TopicInput input(GenerateJob defined, StreamExecutionEnvironment environment) {
    String servers = defined.kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    KafkaInput topic = KafkaInput.of(servers, group, prompts).with(defined.kafka());
    return new TopicInput(
        environment,
        range.of(topic),
        inputOptions.format(),
        inputOptions.envelopes(),
        Optional.empty());
  }
}
