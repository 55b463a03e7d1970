package io.millrace.benchmarks;

import io.millrace.benchmarks.soak.SoakCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a benchmark by its name. Exit status 0: done; 1: it failed; 2: the options are wrong. */
@Command(
    name = "benchmarks",
    description = "Measures Millrace, and throws faults at it.",
    mixinStandardHelpOptions = true,
    version = "Millrace 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TableCommand.class, SoakCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Benchmarks implements Runnable {

  @Spec
  private CommandSpec spec;

  /** Runs the command that the arguments name, and exits. */
  public static void main(String[] args) {
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  /** Runs the command that the arguments name, and returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Benchmarks())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is needed, one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** UTF-8 whatever the locale. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
