package io.millrace.core.load;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a module's file sets, checked against the declarations. Errors begin with the file and name the key. */
public final class Settings {

  /** Turns what stands for another module into that module: from the key, for errors, and the value. */
  @FunctionalInterface
  public interface Nested extends BiFunction<String, Object, TaskModule> {}

  private final String place;
  private final String prefix;
  private final Nested nested;

  /** Values of the declared types; a list of settings for entries; for modules what stands for them. */
  private final Map<String, Object> values = new TreeMap<>();

  private Settings(String place, String prefix, Nested nested) {
    this.place = place;
    this.prefix = prefix;
    this.nested = nested;
  }

  /**
   * Checks what was read.
   *
   * @param place what begins every error: the file
   * @param owner who declares the settings, for the error: "module 'masking'"
   * @param declared what may be set
   * @param raw what is set
   * @param nested makes the modules that settings stand for
   * @throws ModuleLoadException naming what is unknown, missing, ill-typed or out of bounds
   */
  public static Settings of(
      String place, String owner, List<Setting> declared, Map<?, ?> raw, Nested nested) {
    Settings settings = new Settings(place, "", nested);
    settings.read(owner, declared, raw);
    return settings;
  }

  /** The value, or the default, or nothing where there is neither. */
  public <T> Optional<T> find(Parameter<T> parameter) {
    Object value = values.get(parameter.name());
    return value == null ? parameter.defaultValue() : Optional.of(parameter.check(value));
  }

  /**
   * The value, or the default.
   *
   * @throws ModuleLoadException if there is neither
   */
  public <T> T get(Parameter<T> parameter) {
    return find(parameter).orElseThrow(() -> refusal(parameter.name(), "must be given"));
  }

  /**
   * Makes something of a value; what is wrong with that is told of the setting.
   *
   * @throws ModuleLoadException if there is neither value nor default, or the function throws an {@link
   *     IllegalArgumentException}
   */
  public <T, R> R use(Parameter<T> parameter, Function<? super T, ? extends R> use) {
    T value = get(parameter);
    try {
      return use.apply(value);
    } catch (ModuleLoadException alreadyTold) {
      throw alreadyTold;
    } catch (IllegalArgumentException e) {
      throw new ModuleLoadException(
          place + ": setting '" + prefix + parameter.name() + "': " + e.getMessage(), e);
    }
  }

  /** The entries of a list. */
  public List<Settings> entries(String name) {
    return values.get(name) instanceof List<?> entries
        ? entries.stream().map(Settings.class::cast).toList()
        : List.of();
  }

  /** Another module, made at each call; whoever asks closes it. */
  public TaskModule module(String name) {
    return nested.apply(prefix + name, Objects.requireNonNull(values.get(name)));
  }

  /**
   * Another module seen as a task.
   *
   * @throws ModuleLoadException if it does not serve the task
   */
  public <I, IE, O, OE> ModuleRunner<I, IE, O, OE> runner(String name, Task<I, IE, O, OE> task) {
    return runner(name, module(name), task);
  }

  /**
   * A module of {@link #module} seen as a task.
   *
   * @throws ModuleLoadException if it does not serve the task
   */
  public <I, IE, O, OE> ModuleRunner<I, IE, O, OE> runner(
      String name, TaskModule module, Task<I, IE, O, OE> task) {
    try {
      return task.runner(module);
    } catch (IllegalArgumentException e) {
      throw new ModuleLoadException(
          place + ": setting '" + prefix + name + "': " + e.getMessage(), e);
    }
  }

  /** Says that a setting is wrong for a reason of the module's own: "must be given where 'mask' is hash". */
  public ModuleLoadException refusal(String name, String reason) {
    return new ModuleLoadException(place + ": setting '" + prefix + name + "' " + reason);
  }

  private void read(String owner, List<Setting> declared, Map<?, ?> raw) {
    Map<String, Setting> known = declared.stream()
        .collect(
            Collectors.toMap(Setting::name, Function.identity(), Settings::twice, TreeMap::new));
    for (Object key : raw.keySet()) {
      if (!known.containsKey(String.valueOf(key))) {
        throw refusal(
            String.valueOf(key),
            "is not known to " + owner + ", which knows "
                + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
      }
    }
    for (Setting setting : known.values()) {
      if (raw.containsKey(setting.name())) {
        values.put(setting.name(), checked(owner, setting, raw.get(setting.name())));
      } else if (setting.required()) {
        throw refusal(setting.name(), "must be given: " + setting.rule());
      }
    }
  }

  private static Setting twice(Setting first, Setting second) {
    throw new IllegalArgumentException("setting '" + first.name() + "' is declared twice");
  }

  private Object checked(String owner, Setting setting, @Nullable Object raw) {
    if (raw == null) {
      throw refusal(setting.name(), "must be a " + setting.typeName() + " but was empty");
    }
    if (setting instanceof Setting.Entries entries) {
      return checkedEntries(owner, entries, raw);
    }
    return setting instanceof Setting.Value value ? checkedValue(value.parameter(), raw) : raw;
  }

  private Object checkedValue(Parameter<?> parameter, Object raw) {
    try {
      return parameter.check(raw, place + ": setting '" + prefix + parameter.name() + "'");
    } catch (StatusException e) {
      throw new ModuleLoadException(e.status().message(), e);
    }
  }

  private List<Settings> checkedEntries(String owner, Setting.Entries setting, Object raw) {
    if (!(raw instanceof List<?> list)) {
      throw refusal(setting.name(), "must be a list of entries but was " + raw);
    }
    List<Settings> entries = new ArrayList<>();
    for (Object entry : list) {
      String name = setting.name() + "[" + entries.size() + "]";
      if (!(entry instanceof Map<?, ?> fields)) {
        throw refusal(name, "must be an entry of fields but was " + entry);
      }
      Settings read = new Settings(place, prefix + name + ".", nested);
      read.read(owner, setting.fields(), fields);
      entries.add(read);
    }
    return entries;
  }
}
