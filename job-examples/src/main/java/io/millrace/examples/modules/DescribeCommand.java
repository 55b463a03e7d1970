package io.millrace.examples.modules;

import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedTask;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a module is. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a module is: its tasks, how each flavour is met, its parameters, settings, types and schemas.")
public final class DescribeCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Mixin
  private ModuleOptions module;

  @Option(names = "--task", paramLabel = "TASK", description = "Only this one. Default: all.")
  private String task = "";

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Option(
      names = "--schemas",
      description = "With the Avro schemas of the messages in and out, as envelopes have them.")
  private boolean schemas;

  @Override
  public Integer call() {
    ModuleDescription described = module.with(folder -> only(folder.describe()));
    spec.commandLine()
        .getOut()
        .print(
            json ? DescriptionJson.of(described, schemas) : DescriptionText.of(described, schemas));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private ModuleDescription only(ModuleDescription all) {
    List<ServedTask> wanted = all.tasks().stream()
        .filter(served -> task.isEmpty() || served.name().equals(task))
        .toList();
    if (wanted.isEmpty()) {
      throw ServedTasks.unknown(
          task, all.id(), all.tasks().stream().map(ServedTask::name).toList());
    }
    return new ModuleDescription(all.id(), all.version(), wanted, all.settings());
  }
}
