package io.millrace.loading;

import io.millrace.core.Setting;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.SettingValue;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.ModuleLoader;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads modules from folders that hold a {@code module.yml}. Found as the {@link ModuleLoader}. */
public final class FolderLoader implements ModuleLoader {

  /** Made by {@link java.util.ServiceLoader}. */
  public FolderLoader() {}

  @Override
  public TaskModule load(Path folder) {
    return new Making(Factories.find()).module(file(folder));
  }

  @Override
  public ModuleDescription describe(Path folder) {
    ModuleFile file = file(folder);
    Factories factories = Factories.find();
    List<SettingValue> settings = factories.of(file).factory().settings().stream()
        .map(setting -> value(setting, file))
        .toList();
    try (TaskModule module = new Making(factories).module(file)) {
      return ModuleDescription.of(module).withSettings(settings);
    } catch (IOException e) {
      throw new ModuleLoadException("the module of " + folder + " did not close: " + e, e);
    }
  }

  private static SettingValue value(Setting setting, ModuleFile file) {
    return new SettingValue(
        setting.name(),
        setting.typeName(),
        setting.rule(),
        setting.required(),
        setting.shownDefault(),
        Optional.ofNullable(file.settings().get(setting.name())).map(Object::toString));
  }

  static ModuleFile file(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ModuleLoadException("no module at " + folder + ": " + missing(folder));
    }
    Path file = folder.resolve(ModuleFile.NAME);
    if (!Files.isRegularFile(file)) {
      throw new ModuleLoadException("no module at " + folder + ": it must hold " + ModuleFile.NAME
          + " but holds " + Contained.listing(folder));
    }
    Contained.path(folder, "no module at " + folder + ": " + ModuleFile.NAME, ModuleFile.NAME);
    return ModuleFile.of(folder, file.toString(), YamlFile.read(file));
  }

  private static String missing(Path folder) {
    if (Files.exists(folder)) {
      return "it must be a folder but is a file";
    }
    Path parent = folder.toAbsolutePath().getParent();
    return parent != null && Files.isDirectory(parent)
        ? "there is no such folder, and " + parent + " holds " + Contained.listing(parent)
        : "there is no such folder, nor the one it would be in";
  }
}
