package io.millrace.examples.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with dead letters. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Lists dead letters, groups them by reason, and replays those chosen.",
    synopsisSubcommandLabel = "(list | groups | replay)",
    subcommands = {ListCommand.class, GroupsCommand.class, ReplayCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LettersCommand implements Runnable {

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "one is needed of " + String.join(", ", spec.subcommands().keySet()));
  }
}
