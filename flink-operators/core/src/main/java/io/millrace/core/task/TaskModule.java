package io.millrace.core.task;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What an author writes: an id, a semantic version, and for each task it serves the flavours it implements. Use {@link
 * Task#runner} to call it.
 */
public final class TaskModule implements Closeable {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** The expression that semver.org suggests. */
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
          + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
          + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

  private final String id;
  private final String version;
  private final Map<Task<?, ?, ?, ?>, Serving<?, ?, ?, ?>> servings;
  private final Closeable resources;

  private TaskModule(Builder builder) {
    this.id = builder.id;
    this.version = builder.version;
    this.servings = Collections.unmodifiableMap(new LinkedHashMap<>(builder.servings));
    this.resources = builder.resources;
  }

  /**
   * Begins a module.
   *
   * @throws IllegalArgumentException if the id is not letters, digits, '.', '_' and '-', or the version is not semantic
   */
  public static Builder named(String id, String version) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a module's id must match " + ID + " but was \"" + id + "\"");
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "version of module '" + id + "' must be semantic (1.0.0) but was \"" + version + "\"");
    }
    return new Builder(id, version);
  }

  /** The module's id. */
  public String id() {
    return id;
  }

  /** The module's semantic version. */
  public String version() {
    return version;
  }

  /** The tasks the module serves, in the order given. */
  public Set<Task<?, ?, ?, ?>> tasks() {
    return servings.keySet();
  }

  /** Releases all that the module holds, what it took last first. */
  @Override
  public void close() throws IOException {
    resources.close();
  }

  /** A serving is stored only under its own task. */
  @SuppressWarnings("unchecked")
  <I, IE, O, OE> Serving<I, IE, O, OE> serving(Task<I, IE, O, OE> task) {
    Serving<?, ?, ?, ?> serving = servings.get(task);
    if (serving == null) {
      throw new IllegalArgumentException(
          "module '" + id + "' does not serve task '" + task.name() + "'; it serves "
              + servings.keySet().stream().map(Task::name).sorted().toList());
    }
    return (Serving<I, IE, O, OE>) serving;
  }

  @Override
  public String toString() {
    return id + ":" + version;
  }

  /** Collects what a module serves. */
  public static final class Builder {
    private final String id;
    private final String version;
    private final Map<Task<?, ?, ?, ?>, Serving<?, ?, ?, ?>> servings = new LinkedHashMap<>();
    private Closeable resources = () -> {};

    private Builder(String id, String version) {
      this.id = id;
      this.version = version;
    }

    /** Serves a task, as the author says: {@code serves(TASK, as -> as.streamStream(detector).reads(THRESHOLD))}. */
    public <I, IE, O, OE> Builder serves(
        Task<I, IE, O, OE> task, Consumer<Serving<I, IE, O, OE>> author) {
      Serving<I, IE, O, OE> serving = new Serving<>(task);
      author.accept(serving);
      serving.validate(id);
      if (servings.putIfAbsent(task, serving) != null) {
        throw new IllegalArgumentException(
            "module '" + id + "' serves task '" + task.name() + "' twice");
      }
      return this;
    }

    /** Holds something that is to be closed with the module: a model, a client. What it held before is closed after. */
    public Builder holds(Closeable held) {
      Closeable before = resources;
      resources = () -> {
        try (before) {
          held.close();
        }
      };
      return this;
    }

    /** The module. */
    public TaskModule build() {
      if (servings.isEmpty()) {
        throw new IllegalArgumentException("module '" + id + "' serves no task");
      }
      return new TaskModule(this);
    }
  }
}
