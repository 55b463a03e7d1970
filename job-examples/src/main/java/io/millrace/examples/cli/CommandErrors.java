package io.millrace.examples.cli;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line on standard error what went wrong, and turns it into an exit status. */
public final class CommandErrors {

  private CommandErrors() {}

  /** What is made of options; what refuses to be made of them, says which option is wrong. */
  public static <T> T ofOptions(CommandSpec command, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * The same of what asks brokers for their limits.
   *
   * @throws JobFailedException if they did not answer
   */
  public static <T> T ofBrokers(CommandSpec command, Supplier<T> made) throws JobFailedException {
    try {
      return ofOptions(command, made);
    } catch (IllegalStateException e) {
      throw new JobFailedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Wrong options: exit status 2. */
  public static int refuse(ParameterException refused, String[] args) {
    refused.getCommandLine().getErr().println(words(refused));
    return ExitCode.USAGE;
  }

  /** What is wrong with the options. */
  public static String words(ParameterException refused) {
    String name = refused.getCommandLine().getCommandSpec().qualifiedName();
    return name + ": " + firstLine(refused) + " (see " + name + " --help)";
  }

  /** A job that failed: exit status 1. The log has the stack trace, the line the cause at its root. */
  public static int fail(Exception failed, CommandLine command, ParseResult parsed) {
    if (failed instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    command.getErr().println(words(failed, command));
    if (!(failed instanceof JobFailedException)) {
      org.slf4j.LoggerFactory.getLogger(CommandErrors.class).warn("The job failed", failed);
    }
    return ExitCode.SOFTWARE;
  }

  /** Why a job failed. */
  public static String words(Exception failed, CommandLine command) {
    return command.getCommandSpec().qualifiedName() + " failed: " + firstLine(rootOf(failed));
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (!(root instanceof JobFailedException) && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    if (message == null || message.isBlank()) {
      return thrown.toString();
    }
    String line = message.lines().findFirst().orElse(message);
    return ours(thrown) ? line : thrown.getClass().getSimpleName() + ": " + line;
  }

  /** The messages of these say by themselves what is wrong. */
  private static boolean ours(Throwable thrown) {
    return thrown instanceof ParameterException || thrown instanceof JobFailedException;
  }
}
