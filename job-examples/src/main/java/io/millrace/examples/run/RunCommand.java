package io.millrace.examples.run;

import io.millrace.core.task.Flavor;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.cli.RangeOptions;
import io.millrace.examples.cli.ReadTotal;
import io.millrace.examples.inputs.InputOptions;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.examples.modules.ModuleOptions;
import io.millrace.kafka.KafkaInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a module over topics. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs any module: a task of it in one of the four flavours, topic to topic. The job describe says which there are.")
public final class RunCommand implements Callable<Integer> {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  @Spec
  private CommandSpec spec;

  @Mixin
  private ModuleOptions module;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Which of its tasks. Default: the only one.")
  private String task = "";

  @Option(
      names = "--flavor",
      required = true,
      paramLabel = "FLAVOR",
      description = "How it is called: ${COMPLETION-CANDIDATES}.")
  private Flavor flavor;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "TOPIC",
      description = "In: what the module is asked.")
  private String input;

  @Mixin
  private InputOptions inputOptions;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "TOPIC",
      description = "Out: what it answers.")
  private String output;

  @Mixin
  private FormatOptions format;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "Out: what could not be worked on. Default: ${DEFAULT-VALUE}.")
  private String deadLetters = "llm.dead-letters";

  @Option(
      names = "--control",
      paramLabel = "TOPIC",
      description = {
        "In: which version of the module, or which defaults for parameters, requests that begin from now",
        "on take: {\"operator\": TASK, \"module\": URI, \"defaults\": {…}}. Default: none."
      })
  private Optional<String> control = Optional.empty();

  @Mixin
  private KafkaOptions kafka;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Default: millrace-run- and the output's name.")
  private String group = "";

  @Mixin
  private RangeOptions range;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = {
        "For flavours with unary input: so many requests are answered at a time by each parallel task, as is",
        "right for modules that wait for a server. Default: one after the other."
      })
  private Optional<Integer> inFlight = Optional.empty();

  @Mixin
  private JobOptions job;

  @Mixin
  private FlinkOptions flink;

  @Override
  public Integer call() throws Exception {
    RunTopics topics =
        CommandErrors.ofOptions(spec, () -> new RunTopics(input, output, deadLetters, control));
    Properties properties = kafka.properties();
    RunJob defined = CommandErrors.ofOptions(spec, () -> job(properties, topics));
    StreamExecutionEnvironment environment = flink.environment(job.mode(range), CHECKPOINT_EVERY);
    RunPipeline<?> unused = CommandErrors.ofBrokers(spec, () -> define(defined, environment));
    KafkaTopics.prepare(properties, input, List.of(output, deadLetters));
    KafkaTopics.create(properties, control.stream().toList(), 1);
    ReadTotal total = range.total(kafka, group(), input);
    String counts =
        JobRun.run(environment, "run", spec.commandLine().getErr(), RunJob::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private RunJob job(Properties properties, RunTopics topics) {
    return new RunJob(
        properties,
        topics,
        task,
        flavor,
        job.limits(),
        inFlight.map(JobOptions::atOnce),
        job.transactions(),
        format.format());
  }

  private RunPipeline<?> define(RunJob defined, StreamExecutionEnvironment environment) {
    TopicInput from = new TopicInput(
        environment,
        range.of(topic(defined, input)),
        inputOptions.format(),
        inputOptions.envelopes(),
        control.map(topic -> all(topic(defined, topic))));
    return module.with(folder -> defined.define(folder, from));
  }

  private KafkaInput topic(RunJob defined, String topic) {
    String servers = defined.kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return KafkaInput.of(servers, group(), topic).with(defined.kafka());
  }

  /** What was said before holds still, wherever the input begins. */
  private KafkaInput all(KafkaInput controls) {
    KafkaInput earliest = controls.from(OffsetsInitializer.earliest());
    return range.isBounded() ? earliest.bounded() : earliest;
  }

  /** An output is one job's, so a group of its name is too. */
  private String group() {
    return group.isEmpty() ? "millrace-run-" + output : group;
  }
}
