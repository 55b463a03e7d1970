package io.millrace.examples.quickstart;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.terminal.Style;
import io.millrace.examples.terminal.Terminal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the main job with nothing installed. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Plays completions through Kafka and Flink in this process, shows them being masked, and proves that a bounded run gives the same bytes.")
public final class QuickstartCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "How long completions are begun; those under way then end. Default: ${DEFAULT-VALUE}.")
  private long seconds = 15;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "How the bounded run works: streaming or batch. Default: batch, which is the harder proof.")
  private RuntimeExecutionMode mode = RuntimeExecutionMode.BATCH;

  @Override
  public Integer call() throws Exception {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--seconds must be at least 1 but was " + seconds);
    }
    if (mode == RuntimeExecutionMode.AUTOMATIC) {
      throw new ParameterException(
          spec.commandLine(), "--mode must be streaming or batch but was " + mode);
    }
    if (!EmbeddedKafka.isHere()) {
      throw new JobFailedException(
          "the quickstart starts a Kafka, which is not in the jar for clusters; run job-examples.jar in its place");
    }
    Terminal terminal = Terminal.of(Terminal.OUTPUT);
    PrintWriter out = spec.commandLine().getOut();
    out.println(Style.BOLD.of("Starting Kafka and Flink in this process.", terminal.coloured()));
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      new Quickstart(kafka.properties(), terminal, out, mode).run(seconds);
    }
    return 0;
  }
}
