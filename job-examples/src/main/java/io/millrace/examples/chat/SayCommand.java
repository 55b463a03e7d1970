package io.millrace.examples.chat;

import io.millrace.core.StatusException;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.kafka.client.ActionClient;
import io.millrace.kafka.client.ActionClientSettings;
import io.millrace.kafka.client.RemoteEvent;
import io.millrace.kafka.client.RemoteRequest;
import io.millrace.kafka.client.RemoteResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says something in a conversation, and prints what is answered. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "say",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says something in a conversation that the job chat keeps, and prints the answer as it comes.")
public final class SayCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "WORD", description = "What to say.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--conversation",
      required = true,
      paramLabel = "ID",
      description = "In which conversation. One that is not there yet begins.")
  private String conversation;

  @Option(
      names = "--timeout-seconds",
      paramLabel = "N",
      description =
          "The answer must end within this time, or is cancelled. Default: ${DEFAULT-VALUE}.")
  private long timeoutSeconds = 300;

  @Mixin
  private KafkaOptions kafka;

  @Option(
      names = "--requests",
      paramLabel = "TOPIC",
      description = "What the job reads. Default: ${DEFAULT-VALUE}.")
  private String requests = "chat.requests";

  @Option(
      names = "--replies",
      paramLabel = "TOPIC",
      description = "What it writes. Default: ${DEFAULT-VALUE}.")
  private String replies = "chat.replies";

  @Override
  public Integer call() throws Exception {
    Properties properties = kafka.properties();
    ActionClientSettings settings = CommandErrors.ofOptions(spec, () -> settings(properties));
    RemoteRequest request = CommandErrors.ofOptions(
        spec, () -> RemoteRequest.of(conversation, ChatGraph.asking(String.join(" ", words))));
    int unused = KafkaTopics.prepare(properties, replies, List.of());
    try (ActionClient client = ActionClient.open(settings);
        RemoteResult result = client.streamResult(request)) {
      print(result);
    } catch (StatusException e) {
      throw new JobFailedException(e.status().toString(), e);
    }
    return 0;
  }

  private ActionClientSettings settings(Properties properties) {
    String servers = properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return ActionClientSettings.of(servers, requests, replies)
        .withTimeout(Duration.ofSeconds(timeoutSeconds))
        .with(properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }

  private void print(RemoteResult result) {
    PrintWriter out = spec.commandLine().getOut();
    result.events().forEachRemaining(event -> {
      if (event instanceof RemoteEvent.Item item) {
        out.print(item.value(GeneratedTextStreamResult.class).getGeneratedText());
      } else {
        // The job had a failure: the answer begins again, perhaps in other words.
        out.println();
      }
      out.flush();
    });
    out.println();
  }
}
