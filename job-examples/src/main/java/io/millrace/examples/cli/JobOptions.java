package io.millrace.examples.cli;

import io.millrace.flink.AsyncLimits;
import io.millrace.flink.RequestLimits;
import io.millrace.kafka.KafkaOutput;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a job works through its requests, and how surely it writes. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class JobOptions {

  /** How bounded input is run. */
  enum Mode {
    /** As live input is. */
    STREAMING,
    /** Sorted by request first. */
    BATCH
  }

  @Spec(Target.MIXEE)
  private CommandSpec command;

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

  /**
   * How to run.
   *
   * @throws ParameterException if the input does not end but is to be sorted
   */
  public RuntimeExecutionMode mode(RangeOptions range) {
    require(range.isBounded() || mode == Mode.STREAMING, "--mode batch needs --bounded or --until");
    return RuntimeExecutionMode.valueOf(mode.name());
  }

  /**
   * How long requests are waited for.
   *
   * @throws ParameterException if that is no time
   */
  public RequestLimits limits() {
    require(idleSeconds >= 1, "--idle-seconds must be at least 1 but was " + idleSeconds);
    return RequestLimits.DEFAULT.withIdle(Duration.ofSeconds(idleSeconds));
  }

  /** The prefix of the transactions' names; empty for at least once. */
  public String transactions() {
    return transactions;
  }

  /** A topic to write, at once; in transactions of its own where there is a prefix. */
  public static KafkaOutput output(Properties kafka, String topic, String transactions) {
    String servers = kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    KafkaOutput output = KafkaOutput.of(servers, topic).with(kafka).lowLatency();
    return transactions.isEmpty() ? output : output.exactlyOnce(transactions + "-" + topic);
  }

  /**
   * The limits of an asynchronous operator with so many requests in flight.
   *
   * @throws IllegalArgumentException if that is none
   */
  public static AsyncLimits atOnce(int inFlight) {
    AsyncLimits usual = AsyncLimits.DEFAULT;
    return usual
        .withBuffered(usual.bufferedPerRequest(), Math.max(usual.buffered(), inFlight))
        .withRequests(inFlight, usual.waiting());
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
