package io.millrace.loading;

import io.millrace.core.SemanticVersion;
import io.millrace.core.task.ModuleLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a module's file says, or a setting in the place of one; checked as far as can be without the factory.
 *
 * @param folder the folder that paths are within
 * @param place what begins every error
 * @param moduleId the module's id, or a retired one
 * @param version its version
 * @param settings what is set, as it was read
 * @param artifacts paths by name, as they were read
 * @param backends those enabled; empty if nothing is said of them
 */
record ModuleFile(
    Path folder,
    String place,
    String moduleId,
    SemanticVersion version,
    Map<?, ?> settings,
    Map<String, String> artifacts,
    List<String> backends) {

  static final String NAME = "module.yml";

  static final List<String> KEYS =
      List.of("module_id", "version", "settings", "artifacts", "backends");

  static ModuleFile of(Path folder, String place, Map<?, ?> content) {
    for (Object key : content.keySet()) {
      if (!(key instanceof String name) || !KEYS.contains(name)) {
        throw new ModuleLoadException(
            place + ": key '" + key + "' is not known; known are " + KEYS);
      }
    }
    String version = text(place, content, "version");
    if (!SemanticVersion.isValid(version)) {
      throw wrong(place, "version", "be semantic (1.0.0)", version);
    }
    Map<?, ?> settings = map(place, content, "settings", "be a map of settings");
    return new ModuleFile(
        folder,
        place,
        text(place, content, "module_id"),
        new SemanticVersion(version),
        settings,
        artifacts(place, content),
        backends(place, content));
  }

  private static String text(String place, Map<?, ?> content, String key) {
    if (!content.containsKey(key)) {
      throw new ModuleLoadException(place + ": '" + key + "' must be given");
    }
    if (!(content.get(key) instanceof String text)) {
      throw wrong(place, key, "be a text", content.get(key));
    }
    return text;
  }

  private static Map<?, ?> map(String place, Map<?, ?> content, String key, String rule) {
    Object given = content.get(key);
    if (given == null) {
      return Map.of();
    }
    if (!(given instanceof Map<?, ?> map)) {
      throw wrong(place, key, rule, given);
    }
    return map;
  }

  private static Map<String, String> artifacts(String place, Map<?, ?> content) {
    String rule = "be a map of names to paths within the folder";
    Map<String, String> artifacts = new TreeMap<>();
    map(place, content, "artifacts", rule).forEach((name, path) -> {
      if (!(name instanceof String key) || !(path instanceof String text)) {
        throw wrong(place, "artifacts", rule, content.get("artifacts"));
      }
      artifacts.put(key, text);
    });
    return artifacts;
  }

  private static List<String> backends(String place, Map<?, ?> content) {
    Object given = content.get("backends");
    if (given == null) {
      return List.of();
    }
    boolean names = given instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(String.class::isInstance);
    if (!names) {
      throw wrong(place, "backends", "be a list of names, the preferred one first,", given);
    }
    return ((List<?>) given).stream().map(String.class::cast).toList();
  }

  private static ModuleLoadException wrong(
      String place, String key, String rule, @Nullable Object given) {
    String shown = given instanceof String text ? "\"" + text + "\"" : String.valueOf(given);
    return new ModuleLoadException(place + ": '" + key + "' must " + rule + " but was " + shown);
  }
}
