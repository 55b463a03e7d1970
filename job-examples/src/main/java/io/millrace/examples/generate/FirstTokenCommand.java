package io.millrace.examples.generate;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.quickstart.EmbeddedKafka;
import io.millrace.examples.server.RecordedServer;
import io.millrace.openai.OpenAiSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how much later the first token comes than from the server itself. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "first-token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the time from a prompt to its first token: with a bare client, and through the job generate from",
      "a topic to a topic, by turns, against one server. Kafka is embedded."
    })
public final class FirstTokenCommand implements Callable<Integer> {

  private static final String STORY = "Once upon a time there was a mill by a brook. ".repeat(4);

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A server with OpenAI's API that needs no key. Default: one that always says the same.")
  private @Nullable String url;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model asked for. Default: ${DEFAULT-VALUE}.")
  private String model = "default";

  @Option(
      names = "--tokens-per-second",
      paramLabel = "R",
      description = "The speed of each of its answers. Default: ${DEFAULT-VALUE}.")
  private double tokensPerSecond = 50;

  @Option(
      names = "--prompts",
      paramLabel = "N",
      description = "How many prompts go each way. Default: ${DEFAULT-VALUE}.")
  private int prompts = 1_000;

  @Option(
      names = "--per-second",
      paramLabel = "R",
      description = "How many each way in a second. Default: ${DEFAULT-VALUE}.")
  private double perSecond = 20;

  @Override
  public Integer call() throws Exception {
    require(prompts >= 1, "--prompts must be at least 1 but was " + prompts);
    require(perSecond > 0, "--per-second must be more than 0 but was " + perSecond);
    require(
        tokensPerSecond > 0, "--tokens-per-second must be more than 0 but was " + tokensPerSecond);
    if (!EmbeddedKafka.isHere()) {
      throw new JobFailedException(
          "a Kafka is started, which is not in the jar for clusters; run job-examples.jar in its place");
    }
    try (RecordedServer recorded = RecordedServer.saying(STORY, tokensPerSecond);
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      String asked = url == null ? recorded.url() : url;
      OpenAiSettings server =
          CommandErrors.ofOptions(spec, () -> OpenAiSettings.of(asked, model).build());
      print(new FirstTokenRun(kafka.properties(), server, prompts, perSecond).measure());
    }
    return 0;
  }

  private void print(FirstTokenRun.Measured measured) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("time to first token of %,d prompts each way, %s a second%n", prompts, perSecond);
    double[] bare = {measured.bare().millis(0.5), measured.bare().millis(0.99)};
    double[] job = {measured.job().millis(0.5), measured.job().millis(0.99)};
    line(out, "bare client", bare[0], bare[1]);
    line(out, "through Millrace", job[0], job[1]);
    line(out, "added", job[0] - bare[0], job[1] - bare[1]);
    out.flush();
  }

  private static void line(PrintWriter out, String way, double median, double p99) {
    out.printf("%-16s  median %7.1f ms, p99 %7.1f ms%n", way, median, p99);
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
