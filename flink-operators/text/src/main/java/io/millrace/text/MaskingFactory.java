package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads {@link Masking} over a detector.
 *
 * <pre>{@code
 * settings:
 *   detector: detector               # a module's folder within this one, or:
 *   # detector: {module_id: pattern-entities, version: 1.0.0}
 *   mask: label                      # or character, or hash
 *   character: '*'
 *   key_environment: MILLRACE_KEY    # or key_file: for hash, and read where the module is loaded
 * }</pre>
 *
 * <p>A key is no part of the folder: only where it is found stands there.
 */
public final class MaskingFactory implements ModuleFactory {

  private static final List<String> MASKS = List.of("label", "character", "hash");

  private static final Parameter<String> MASK =
      Parameter.ofString("mask", "label").within(MASKS::contains, "one of " + MASKS);
  private static final Parameter<String> CHARACTER = Parameter.ofString("character", "*")
      .within(
          text -> !text.isEmpty() && text.codePointCount(0, text.length()) == 1, "one character");
  private static final Parameter<String> KEY_FILE =
      Parameter.ofString("key_file", "").withoutDefault();
  private static final Parameter<String> KEY_ENVIRONMENT =
      Parameter.ofString("key_environment", "").withoutDefault();

  /** Made by {@link java.util.ServiceLoader}. */
  public MaskingFactory() {}

  @Override
  public String id() {
    return Masking.ID;
  }

  @Override
  public String version() {
    return Masking.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.module("detector"),
        Setting.of(MASK),
        Setting.of(CHARACTER),
        Setting.of(KEY_FILE),
        Setting.of(KEY_ENVIRONMENT));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    Settings settings = folder.settings();
    Mask mask = mask(settings);
    return Masking.module(settings.runner("detector", StandardTasks.TOKEN_CLASSIFICATION), mask);
  }

  private static Mask mask(Settings settings) {
    return switch (settings.get(MASK)) {
      case "character" ->
        settings.use(CHARACTER, character -> Masks.character(character.codePointAt(0)));
      case "hash" -> Masks.hash(key(settings));
      default -> Masks.label();
    };
  }

  private static HashKey key(Settings settings) {
    boolean inFile = settings.find(KEY_FILE).isPresent();
    if (inFile == settings.find(KEY_ENVIRONMENT).isPresent()) {
      throw settings.refusal(
          "mask", "is hash, which needs one of 'key_file' and 'key_environment', and not both");
    }
    return inFile
        ? settings.use(KEY_FILE, file -> HashKey.fromFile(Path.of(file)))
        : settings.use(KEY_ENVIRONMENT, HashKey::fromEnvironment);
  }
}
