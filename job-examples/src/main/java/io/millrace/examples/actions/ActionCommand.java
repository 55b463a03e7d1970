package io.millrace.examples.actions;

import io.millrace.core.action.Graph;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkOptions;
import io.millrace.examples.cli.FormatOptions;
import io.millrace.examples.cli.JobRun;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.cli.RangeOptions;
import io.millrace.examples.cli.ReadTotal;
import io.millrace.examples.inputs.InputFormat;
import io.millrace.examples.inputs.InputOptions;
import io.millrace.examples.inputs.TopicInput;
import io.millrace.flink.ActionLimits;
import io.millrace.flink.ActionSetup;
import io.millrace.flink.OverlapPolicy;
import io.millrace.kafka.ActionSource;
import io.millrace.kafka.KafkaActions;
import io.millrace.kafka.KafkaInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs applications over topics; what they are, a command of its own says. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public abstract class ActionCommand implements Callable<Integer> {

  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

  /** Of a topic of requests that is not there yet, which nobody else would make. */
  private static final int PARTITIONS = 4;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Requests that run at a time in each parallel task. Default: ${DEFAULT-VALUE}.")
  private int inFlight = ActionLimits.DEFAULT.inFlight();

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description = {
        "What becomes of a request whose application has one under way: ${COMPLETION-CANDIDATES}.",
        "Default: ${DEFAULT-VALUE}."
      })
  private OverlapPolicy overlap = ActionLimits.DEFAULT.overlap();

  @Option(
      names = "--queued",
      paramLabel = "N",
      description =
          "So many requests of an application may wait for it. Default: ${DEFAULT-VALUE}.")
  private int queued = ActionLimits.DEFAULT.queued();

  @Mixin
  private KafkaOptions kafka;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Default: millrace- and the job's name.")
  private @Nullable String group;

  @Option(
      names = "--requests",
      paramLabel = "TOPIC",
      description = "In: what is asked. Default: the job's name and .requests.")
  private @Nullable String requests;

  @Mixin
  private InputOptions inputOptions;

  @Option(
      names = "--replies",
      paramLabel = "TOPIC",
      description = {
        "Out: intermediate results as they come, and how requests ended. Default: the job's name and",
        ".replies."
      })
  private @Nullable String replies;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = {
        "Out: what could not be read, and what failed. Default: the job's name and .dead-letters."
      })
  private @Nullable String deadLetters;

  @Mixin
  private RangeOptions range;

  @Option(
      names = "--exactly-once",
      paramLabel = "PREFIX",
      description = "Write in transactions of this name. Without, at least once.")
  private String transactions = "";

  @Mixin
  private FormatOptions format;

  @Mixin
  private FlinkOptions flink;

  /** The command. */
  protected final CommandSpec spec() {
    return spec;
  }

  /**
   * How much is done at a time.
   *
   * @throws ParameterException if that cannot be
   */
  protected final ActionLimits limits() {
    ActionLimits usual = ActionLimits.DEFAULT;
    return CommandErrors.ofOptions(
        spec, () -> usual.withRequests(inFlight, usual.waiting()).withOverlap(overlap, queued));
  }

  /** What makes requests of texts; nothing where only envelopes are requests. */
  protected Optional<TextCalls> textCalls() {
    return Optional.empty();
  }

  /** Runs the job to its end. */
  protected final int run(ActionSetup.Recipe recipe) throws Exception {
    requireFormat();
    ActionTopics topics = CommandErrors.ofOptions(spec, this::topics);
    Properties properties = kafka.properties();
    ActionJob job =
        new ActionJob(spec.name(), properties, topics, limits(), transactions, format.format());
    StreamExecutionEnvironment environment =
        flink.environment(RuntimeExecutionMode.STREAMING, CHECKPOINT_EVERY);
    boolean unused = CommandErrors.ofBrokers(spec, () -> defined(job, environment, recipe));
    if (!range.isBounded()) {
      KafkaTopics.create(properties, List.of(topics.requests()), PARTITIONS);
    }
    KafkaTopics.prepare(properties, topics.requests(), topics.outputs());
    ReadTotal total = range.total(kafka, group(), topics.requests());
    String counts =
        JobRun.run(environment, spec.name(), spec.commandLine().getErr(), ActionJob::words, total);
    spec.commandLine().getOut().println(counts);
    return 0;
  }

  private void requireFormat() {
    boolean fits = switch (inputOptions.format()) {
      case SINGLE_OBJECT, REGISTRY, PLAIN -> true;
      case TEXT, PROMPTS -> textCalls().isPresent();
      case CHUNKS -> false;
    };
    if (!fits) {
      throw new ParameterException(
          spec.commandLine(),
          "--input-format must be one of envelopes"
              + (textCalls().isPresent() ? " or whole texts" : "") + " but was "
              + inputOptions.format());
    }
  }

  private ActionTopics topics() {
    return new ActionTopics(
        named(requests, ".requests"),
        named(replies, ".replies"),
        named(deadLetters, ".dead-letters"));
  }

  private String named(@Nullable String given, String usual) {
    return given == null ? spec.name() + usual : given;
  }

  private String group() {
    return group == null ? "millrace-" + spec.name() : group;
  }

  private boolean defined(
      ActionJob job, StreamExecutionEnvironment environment, ActionSetup.Recipe recipe) {
    Graph graph = recipe.open().graph();
    String servers = job.kafka().getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    KafkaInput topic = KafkaInput.of(servers, group(), job.topics().requests()).with(job.kafka());
    TopicInput input = new TopicInput(
        environment,
        range.of(topic),
        inputOptions.format(),
        inputOptions.envelopes(),
        Optional.empty());
    job.define(calls(input, graph), graph, recipe);
    return true;
  }

  private Calls calls(TopicInput input, Graph graph) {
    if (input.format() == InputFormat.TEXT || input.format() == InputFormat.PROMPTS) {
      return textCalls().orElseThrow().read(input, graph);
    }
    ActionSource source =
        KafkaActions.calls(input.flink(), "input", input.topic(), input.envelopes(), graph);
    return new Calls(source.calls(), source.deadLetters());
  }
}
