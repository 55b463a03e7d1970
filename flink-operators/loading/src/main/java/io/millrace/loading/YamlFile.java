package io.millrace.loading;

import io.millrace.core.task.ModuleLoadException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of YAML 1.2: maps, lists, texts, numbers and booleans, and no other classes, whatever its tags say. */
final class YamlFile {

  private static final int DEPTH = 64;

  /** Each may double what is read: a file of a few hundred characters, 2^50 of them. */
  private static final int ALIASES = 8;

  private YamlFile() {}

  /** The map that the file holds. Duplicate keys are refused, and errors name the line. */
  static Map<?, ?> read(Path file) {
    Object content = parse(file, text(file));
    if (content == null) {
      throw new ModuleLoadException(
          file + " must be a map of " + ModuleFile.KEYS + " but is empty");
    }
    checkDepth(file, content, DEPTH);
    if (!(content instanceof Map<?, ?> map)) {
      throw new ModuleLoadException(
          file + " must be a map of " + ModuleFile.KEYS + " but was " + content);
    }
    return map;
  }

  /** An alias may stand within what it names; whoever goes through all of that never ends. */
  private static void checkDepth(Path file, Object value, int left) {
    if (left == 0) {
      throw tooDeep(file);
    }
    Collection<?> within = value instanceof Map<?, ?> map
        ? map.values()
        : value instanceof Collection<?> list ? list : List.of();
    for (Object inner : within) {
      if (inner != null) {
        checkDepth(file, inner, left - 1);
      }
    }
  }

  private static ModuleLoadException tooDeep(Path file) {
    return new ModuleLoadException(
        file + " must not be nested deeper than " + DEPTH + " maps and lists");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ModuleLoadException(file + " must be UTF-8 but is not", e);
    } catch (IOException e) {
      throw new ModuleLoadException(file + " could not be read: " + e, e);
    }
  }

  private static Object parse(Path file, String text) {
    LoadSettings settings = LoadSettings.builder()
        .setLabel(file.toString())
        .setAllowDuplicateKeys(false)
        .setMaxAliasesForCollections(ALIASES)
        .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      throw new ModuleLoadException(file + place(e) + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new ModuleLoadException(file + ": " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      // The parser calls itself for each map and list within another.
      throw tooDeep(file);
    }
  }

  private static String place(MarkedYamlEngineException e) {
    return Optional.ofNullable(e.getProblemMark())
        .flatMap(mark -> mark)
        .map(mark -> ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
        .orElse("");
  }
}
