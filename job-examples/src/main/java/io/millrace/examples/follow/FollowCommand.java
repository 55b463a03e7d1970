package io.millrace.examples.follow;

import io.millrace.core.Message;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the masked texts as they come. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "follow",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Prints masked texts as they are written, each piece once: request, number, text or status.")
public final class FollowCommand implements Callable<Integer> {

  private static final Duration AT_A_TIME = Duration.ofMillis(100);

  @Spec
  private CommandSpec spec;

  @Mixin
  private KafkaOptions kafka;

  @Option(
      names = "--masked",
      paramLabel = "TOPIC",
      description = "In: masked text. Default: ${DEFAULT-VALUE}.")
  private String masked = "llm.masked";

  @Option(
      names = "--as",
      paramLabel = "READER",
      description =
          "How a topic written with --exactly-once is read: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Guarantee guarantee = Guarantee.INTERACTIVE;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Default: millrace-follow-interactive or millrace-follow-audit.")
  private String group = "";

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "End when so many requests have ended. Default: never.")
  private long requests = Long.MAX_VALUE;

  @Override
  public Integer call() throws Exception {
    if (requests < 1) {
      throw new ParameterException(
          spec.commandLine(), "--requests must be at least 1 but was " + requests);
    }
    Properties properties = kafka.properties();
    int unused = KafkaTopics.prepare(properties, masked, List.of());
    String name =
        group.isEmpty() ? "millrace-follow-" + guarantee.name().toLowerCase(Locale.ROOT) : group;
    PrintWriter out = spec.commandLine().getOut();
    try (Follower follower =
        CommandErrors.ofOptions(spec, () -> new Follower(properties, name, masked, guarantee))) {
      for (long ended = 0; ended < requests; ) {
        List<Message<String>> read = follower.read(AT_A_TIME);
        read.forEach(message -> out.println(line(message)));
        out.flush();
        follower.commit();
        ended += read.stream().filter(Message::last).count();
      }
    }
    return 0;
  }

  private static String line(Message<String> message) {
    String text = message.payload();
    return message.requestId() + "\t" + message.sequence() + "\t"
        + (text == null ? message.status().code() : text.replace("\n", "\\n"));
  }
}
