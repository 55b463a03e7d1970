package io.millrace.flink;

import io.millrace.core.Parameters;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions of an operator's module that are loaded in a task: the one that requests begin with, and those that requests
 * under way began with. A version is loaded when it is first needed, and closed when it is neither.
 *
 * <p>After a restore the requests under way are not known before their next messages come; a version that only they need is
 * loaded then.
 */
final class Versions<W extends Loaded> implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Versions.class);

  private final OperatorSettings settings;
  private final Function<String, W> loader;
  private final Consumer<? super W> check;

  /** Without the defaults, which are not the version's but of now. */
  private final Map<String, Version<W>> loaded = new HashMap<>();

  private final Map<String, Integer> underWay = new HashMap<>();

  /** Whether there is no other, so that nothing is to be looked for or counted. */
  private final boolean single;

  private Version<W> current;

  /**
   * Loads the first version.
   *
   * @param loader loads a version, given its reference
   * @param check throws at a version that cannot take the place of the one the job was built with
   * @param first the first version's reference
   * @param defaults the defaults that requests begin with
   */
  Versions(
      OperatorSettings settings,
      Function<String, W> loader,
      Consumer<? super W> check,
      String first,
      Parameters defaults) {
    this(settings, loader, check, first, defaults, false);
  }

  private Versions(
      OperatorSettings settings,
      Function<String, W> loader,
      Consumer<? super W> check,
      String first,
      Parameters defaults,
      boolean single) {
    this.settings = settings;
    this.loader = loader;
    this.check = check;
    this.single = single;
    this.current = fit(first, defaults);
  }

  /**
   * The one version of an operator that is not told of others. Requests that began when it was, before a restore, go on with
   * it too.
   */
  static <W extends Loaded> Versions<W> only(OperatorSettings settings, W loaded) {
    return new Versions<>(settings, same -> loaded, any -> {}, "", Parameters.NONE, true);
  }

  /** What requests begin with. */
  Version<W> current() {
    return current;
  }

  /**
   * The version of this reference, loaded if it is not.
   *
   * @throws RuntimeException if it does not load, or cannot take the place of the one the job was built with
   */
  Version<W> of(String reference) {
    if (single || reference.equals(current.reference())) {
      return current;
    }
    Version<W> known = loaded.get(reference);
    return known == null ? fit(reference, Parameters.NONE) : known;
  }

  /**
   * Lets requests begin with another version, or other defaults, from now on.
   *
   * @throws RuntimeException if that cannot be; all is then as it was
   */
  void follow(String reference, Parameters defaults) {
    Version<W> before = current;
    current = fit(reference, defaults);
    closeIfUnused(before.reference());
  }

  private Version<W> fit(String reference, Parameters defaults) {
    Version<W> known = loaded.get(reference);
    if (known != null) {
      return known.with(defaults);
    }
    Version<W> fresh = Version.of(settings, reference, load(reference));
    try {
      check.accept(fresh.loaded());
      Version<W> fitting = fresh.with(defaults);
      loaded.put(reference, fresh);
      return fitting;
    } catch (RuntimeException | Error e) {
      close(fresh, e);
      throw e;
    }
  }

  /** A version that was built against other classes fails as a class, or a service, that cannot be loaded. */
  private W load(String reference) {
    try {
      return loader.apply(reference);
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new IllegalStateException("module '" + reference + "' does not load: " + e, e);
    }
  }

  private static void close(Version<?> version, Throwable because) {
    try {
      version.loaded().runner().close();
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  /** A request is under way with this version. */
  void began(String reference) {
    if (!single) {
      underWay.merge(reference, 1, Integer::sum);
    }
  }

  /** A request that was under way with this version is over. */
  void ended(String reference) {
    if (!single) {
      underWay.computeIfPresent(reference, (any, count) -> count > 1 ? count - 1 : null);
      closeIfUnused(reference);
    }
  }

  private void closeIfUnused(String reference) {
    if (reference.equals(current.reference()) || underWay.containsKey(reference)) {
      return;
    }
    Version<W> unused = loaded.remove(reference);
    if (unused != null) {
      try {
        unused.loaded().runner().close();
      } catch (IOException | RuntimeException e) {
        // It has done its work, and the requests of others must not suffer.
        LOG.warn(
            "Operator '{}' could not close {}", settings.name(), unused.loaded().runner(), e);
      }
    }
  }

  /** How many are loaded. */
  int size() {
    return loaded.size();
  }

  @Override
  public void close() throws IOException {
    Closeable all = () -> {};
    for (Version<W> version : loaded.values()) {
      Closeable before = all;
      all = () -> {
        try (before) {
          version.loaded().runner().close();
        }
      };
    }
    loaded.clear();
    all.close();
  }
}
