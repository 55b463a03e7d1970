package io.millrace.core.task;

import io.millrace.core.SemanticVersion;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an author writes: an id, a semantic version, and for each task it serves the flavours it implements. Use {@link
 * Task#runner} to call it.
 */
public final class TaskModule implements Closeable {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final String id;
  private final String version;
  private final Map<Task<?, ?, ?, ?>, Serving<?, ?, ?, ?>> servings;
  private final Closeable resources;
  private final @Nullable List<String> enabled;
  private final String origin;

  private TaskModule(
      String id,
      String version,
      Map<Task<?, ?, ?, ?>, Serving<?, ?, ?, ?>> servings,
      Closeable resources,
      @Nullable List<String> enabled,
      String origin) {
    this.id = id;
    this.version = version;
    this.servings = Collections.unmodifiableMap(new LinkedHashMap<>(servings));
    this.resources = resources;
    this.enabled = enabled == null ? null : List.copyOf(enabled);
    this.origin = origin;
  }

  /**
   * The module that a folder describes: {@code module.yml} in it has the id, the version and the settings. To be closed by
   * its user.
   *
   * @throws ModuleLoadException if there is none, or its file is not right
   */
  public static TaskModule load(Path folder) {
    return ModuleLoader.find().load(folder);
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
    return new Builder(id, checkVersion(id, version));
  }

  /** The module's id. */
  public String id() {
    return id;
  }

  /** The module's semantic version. */
  public String version() {
    return version;
  }

  /**
   * The same module with these backends enabled, the one that is preferred first; without this all are, {@code local} before
   * the others. For each task the first that implements it is taken, for all four flavours, or they might give two
   * answers. Closing either closes both, as with the other views.
   */
  public TaskModule withBackends(List<String> inOrder) {
    if (inOrder.isEmpty()) {
      throw new IllegalArgumentException(
          "at least one backend must be enabled for module '" + id + "'");
    }
    return new TaskModule(id, version, servings, resources, inOrder, origin);
  }

  /** The same module as another version: what it was made of may have one of its own. */
  public TaskModule withVersion(String newVersion) {
    return new TaskModule(id, checkVersion(id, newVersion), servings, resources, enabled, origin);
  }

  /** The module seen as one that serves these tasks only. */
  public TaskModule only(Collection<? extends Task<?, ?, ?, ?>> tasks) {
    Map<Task<?, ?, ?, ?>, Serving<?, ?, ?, ?>> kept = new LinkedHashMap<>(servings);
    kept.keySet().retainAll(tasks);
    if (kept.size() < Set.copyOf(tasks).size()) {
      throw new IllegalArgumentException("module '" + id + "' must serve " + names(tasks)
          + " to be seen as such but serves " + names(servings.keySet()));
    }
    return new TaskModule(id, version, kept, resources, enabled, origin);
  }

  /** The same module, whose errors say where it comes from: "loaded from …". */
  public TaskModule from(String newOrigin) {
    return new TaskModule(id, version, servings, resources, enabled, newOrigin);
  }

  /** The backends that implement a task, {@code local} first; which of them are enabled is another matter. */
  public List<String> backends(Task<?, ?, ?, ?> task) {
    return implementations(task).backends();
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

  /** Closes the module because of an exception, which stays the one that is thrown. */
  void closeAfter(RuntimeException cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** The serving by the first of the enabled backends. */
  <I, IE, O, OE> Serving<I, IE, O, OE> serving(Task<I, IE, O, OE> task) {
    Serving<I, IE, O, OE> all = implementations(task);
    List<String> inOrder = enabled == null ? all.backends() : enabled;
    return all.firstOf(inOrder)
        .orElseThrow(() -> new IllegalArgumentException("module '" + id + "' has task '"
            + task.name() + "' by backends " + all.backends() + " but enabled are " + inOrder
            + origin()));
  }

  /** A serving is stored only under its own task. */
  @SuppressWarnings("unchecked")
  private <I, IE, O, OE> Serving<I, IE, O, OE> implementations(Task<I, IE, O, OE> task) {
    Serving<?, ?, ?, ?> serving = servings.get(task);
    if (serving == null) {
      throw new IllegalArgumentException("module '" + id + "' does not serve task '" + task.name()
          + "'; it serves " + names(servings.keySet()) + origin());
    }
    return (Serving<I, IE, O, OE>) serving;
  }

  private String origin() {
    return origin.isEmpty() ? "" : "; it was " + origin;
  }

  private static List<String> names(Collection<? extends Task<?, ?, ?, ?>> tasks) {
    return tasks.stream().map(Task::name).sorted().toList();
  }

  private static String checkVersion(String id, String version) {
    if (!SemanticVersion.isValid(version)) {
      throw new IllegalArgumentException(
          "version of module '" + id + "' must be semantic (1.0.0) but was \"" + version + "\"");
    }
    return version;
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
      return new TaskModule(id, version, servings, resources, null, "");
    }
  }
}
