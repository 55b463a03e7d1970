package io.millrace.examples;

import io.millrace.examples.backfill.BackfillCommand;
import io.millrace.examples.chat.ChatCommand;
import io.millrace.examples.chat.SayCommand;
import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.entities.EntitiesCommand;
import io.millrace.examples.follow.FollowCommand;
import io.millrace.examples.generate.FirstTokenCommand;
import io.millrace.examples.generate.GenerateCommand;
import io.millrace.examples.letters.LettersCommand;
import io.millrace.examples.modules.DescribeCommand;
import io.millrace.examples.produce.ProduceCommand;
import io.millrace.examples.quickstart.QuickstartCommand;
import io.millrace.examples.run.RunCommand;
import io.millrace.examples.train.TrainCommand;
import io.millrace.examples.windows.WindowsCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a job by its name. Exit status 0: done; 1: the job failed; 2: the options are wrong. */
@Command(
    name = "millrace",
    description = "Finds and masks personal data in streams of generated text.",
    mixinStandardHelpOptions = true,
    version = "Millrace 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "JOB",
    commandListHeading = "%nJobs:%n",
    footer = "%nJOB --help explains a job.",
    subcommands = {
      EntitiesCommand.class,
      GenerateCommand.class,
      FirstTokenCommand.class,
      ChatCommand.class,
      SayCommand.class,
      TrainCommand.class,
      RunCommand.class,
      DescribeCommand.class,
      BackfillCommand.class,
      WindowsCommand.class,
      ProduceCommand.class,
      FollowCommand.class,
      LettersCommand.class,
      QuickstartCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class MillraceJobs implements Runnable {

  @Spec
  private CommandSpec spec;

  /** Runs the job that the arguments name, and exits; or, where Flink calls it, submits it to Flink. */
  public static void main(String[] args) throws JobFailedException {
    if (FlinkSettings.inOwnProcess()) {
      System.exit(run(writer(System.out), writer(System.err), args));
    }
    submit(writer(System.out), writer(System.err), args);
  }

  /**
   * Runs the job in a process of Flink's: an exit would end that one, and a cluster's JobManager with all its jobs, so what
   * is wrong is thrown.
   */
  private static void submit(PrintWriter out, PrintWriter err, String... args)
      throws JobFailedException {
    AtomicReference<@Nullable JobFailedException> failure = new AtomicReference<>();
    int status = commandLine()
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((refused, given) -> {
          failure.set(new JobFailedException(CommandErrors.words(refused), refused));
          return ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failed, command, parsed) -> {
          failure.set(new JobFailedException(CommandErrors.words(failed, command), failed));
          return ExitCode.SOFTWARE;
        })
        .execute(args);
    JobFailedException thrown = failure.get();
    if (status != ExitCode.OK && thrown != null) {
      throw thrown;
    }
  }

  /** Runs the job that the arguments name, and returns the exit status. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return commandLine().setOut(out).setErr(err).execute(args);
  }

  /** All jobs and their options. */
  static CommandLine commandLine() {
    return new CommandLine(new MillraceJobs())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(CommandErrors::refuse)
        .setExecutionExceptionHandler(CommandErrors::fail);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a job is needed, one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** UTF-8 whatever the locale: masked text is in any script. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
