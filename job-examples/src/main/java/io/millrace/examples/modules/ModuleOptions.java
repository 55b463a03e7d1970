package io.millrace.examples.modules;

import io.millrace.examples.cli.CommandErrors;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which module. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ModuleOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--module",
      required = true,
      paramLabel = "FOLDER",
      description =
          "The module: a folder with a module.yml, by its path or the URI of any file system that Flink knows.")
  private String module;

  /**
   * What is made of the module's folder.
   *
   * @throws ParameterException if the module does not load, or is not what the options want
   */
  public <T> T with(Function<ModuleAt, T> made) {
    return CommandErrors.ofOptions(command, () -> made.apply(new ModuleAt(module)));
  }
}
