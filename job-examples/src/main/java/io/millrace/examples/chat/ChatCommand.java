package io.millrace.examples.chat;

import io.millrace.examples.actions.ActionCommand;
import io.millrace.examples.actions.TextCalls;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.server.RecordedServer;
import io.millrace.examples.server.ServerOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs conversations over topics. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Keeps conversations: masks each prompt, has a model server answer it with what was said before, and sends each token on as it comes.")
public final class ChatCommand extends ActionCommand {

  @Mixin
  private ServerOptions server;

  @Option(
      names = "--turns",
      paramLabel = "N",
      description = {
        "So many turns of a conversation are kept word for word; of more, the model summarises the older",
        "half. Default: ${DEFAULT-VALUE}."
      })
  private int turns = ChatRules.DEFAULT.turns();

  @Option(
      names = "--refuse",
      split = ",",
      paramLabel = "LABEL[,LABEL…]",
      description = "Prompts with such entities are refused, not masked. Default: none.")
  private List<String> refused = List.of();

  @Override
  protected Optional<TextCalls> textCalls() {
    return Optional.of(ChatGraph::asking);
  }

  @Override
  public Integer call() throws Exception {
    ChatRules rules = CommandErrors.ofOptions(spec(), () -> new ChatRules(turns, refused));
    int atOnce = limits().inFlight();
    Optional<RecordedServer> started = server.embedded();
    try {
      return run(new ChatRecipe(server.settings(started, atOnce), rules));
    } finally {
      started.ifPresent(RecordedServer::close);
    }
  }
}
