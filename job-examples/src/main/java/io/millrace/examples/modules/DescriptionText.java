package io.millrace.examples.modules;

import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleDescription.ServedParameter;
import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.core.task.ModuleDescription.SettingValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/** A module for people. */
final class DescriptionText {

  private final StringBuilder text = new StringBuilder();

  private DescriptionText() {}

  static String of(ModuleDescription module, boolean schemas) {
    DescriptionText written = new DescriptionText();
    written.line("module " + module.id() + " " + module.version());
    written.settings(module);
    module.tasks().forEach(task -> written.task(task, schemas));
    return written.text.toString();
  }

  private void settings(ModuleDescription module) {
    if (module.settings().isEmpty()) {
      line("  no settings");
      return;
    }
    line("  settings");
    Map<String, String> rows = new LinkedHashMap<>();
    module.settings().forEach(setting -> rows.put(setting.name(), words(setting)));
    table("    ", rows);
  }

  private static String words(SettingValue setting) {
    return setting.type() + ": " + setting.rule()
        + (setting.required() ? "; required" : "")
        + byDefault(setting.defaultValue())
        + setting.value().map(value -> "; set to " + value).orElse("");
  }

  private void task(ServedTask task, boolean schemas) {
    line("");
    line("task " + task.name());
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("backend", backend(task));
    rows.put("exact", task.givesUp().map(given -> "no: " + given).orElse("yes"));
    table("  ", rows);
    line("  flavours");
    Map<String, String> flavors = new LinkedHashMap<>();
    task.flavors()
        .forEach(flavor -> flavors.put(ServedTasks.option(flavor.flavor()), words(flavor)));
    table("    ", flavors);
    parameters(task);
    types(task, schemas);
  }

  private static String backend(ServedTask task) {
    return task.backend().orElse("none is enabled")
        + (task.backends().size() > 1 || task.backend().isEmpty() ? " of " + task.backends() : "");
  }

  private static String words(ServedFlavor flavor) {
    return flavor
        .plan()
        .map(plan -> flavor.words().substring(flavor.flavor().name().length() + 1))
        .orElseGet(() -> "not to be had: " + flavor.words());
  }

  private void parameters(ServedTask task) {
    if (task.parameters().isEmpty()) {
      line("  no parameters");
      return;
    }
    line("  parameters");
    Map<String, String> rows = new LinkedHashMap<>();
    task.parameters().forEach(parameter -> rows.put(parameter.name(), words(parameter)));
    table("    ", rows);
  }

  private static String words(ServedParameter parameter) {
    return parameter.type() + ": " + parameter.rule() + byDefault(parameter.defaultValue());
  }

  private static String byDefault(Optional<String> value) {
    return value.map(given -> "; default " + (given.isEmpty() ? "\"\"" : given)).orElse("");
  }

  private void types(ServedTask task, boolean schemas) {
    line("  types, each with the schema of its messages");
    Map<String, String> rows = new LinkedHashMap<>();
    DescribedType.of(task).forEach(type -> rows.put(type.side() + " " + type.form(), words(type)));
    table("    ", rows);
    if (schemas) {
      DescribedType.of(task).stream()
          .flatMap(type -> type.schema().stream())
          .distinct()
          .forEach(schema -> line(SchemaFormatter.format("json/pretty", schema)));
    }
  }

  private static String words(DescribedType type) {
    if (!type.isThere()) {
      return "none";
    }
    return type.payload().getName() + ", "
        + type.schema().map(Schema::getFullName).orElse("which envelopes have no place for");
  }

  /** Names and what is said of them, these below each other. */
  private void table(String indent, Map<String, String> rows) {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach(
        (name, words) -> line(indent + name + " ".repeat(width - name.length() + 2) + words));
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }
}
