package io.millrace.loading;

import io.millrace.core.SemanticVersion;
import io.millrace.core.load.Alias;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The factories on the class path by the ids they answer to, retired ones included. */
final class Factories {

  /**
   * Who answers to an id.
   *
   * @param factory the factory
   * @param version of which major version folders may be
   * @param retiredFrom for a retired id, the tasks it was for
   */
  record Claim(
      ModuleFactory factory,
      SemanticVersion version,
      Optional<List<Task<?, ?, ?, ?>>> retiredFrom) {}

  private final Map<String, Claim> claims = new TreeMap<>();

  private Factories() {}

  /**
   * Those that the calling thread's class loader finds.
   *
   * @throws ModuleLoadException if one of them cannot be made, or two answer to one id
   */
  static Factories find() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread == null ? Factories.class.getClassLoader() : ofThread;
    try {
      return of(ServiceLoader.load(ModuleFactory.class, loader));
    } catch (ServiceConfigurationError e) {
      throw new ModuleLoadException("a factory of modules cannot be made: " + e.getMessage(), e);
    }
  }

  static Factories of(Iterable<ModuleFactory> found) {
    Factories factories = new Factories();
    for (ModuleFactory factory : found) {
      factories.add(
          factory.id(),
          new Claim(factory, new SemanticVersion(factory.version()), Optional.empty()));
      for (Alias alias : factory.aliases()) {
        factories.add(
            alias.retiredId(),
            new Claim(factory, new SemanticVersion(alias.version()), Optional.of(alias.tasks())));
      }
    }
    return factories;
  }

  private void add(String id, Claim claim) {
    Claim other = claims.putIfAbsent(id, claim);
    if (other != null) {
      throw new ModuleLoadException("module id '" + id
          + "' must be of one factory but is claimed by " + named(other) + " and " + named(claim));
    }
  }

  private static String named(Claim claim) {
    return claim.factory().getClass().getName()
        + (claim.retiredFrom().isPresent() ? " (as a retired id)" : "");
  }

  /** Who makes the module of a file. */
  Claim of(ModuleFile file) {
    Claim claim = claims.get(file.moduleId());
    if (claim == null) {
      throw new ModuleLoadException(file.place() + ": module_id '" + file.moduleId()
          + "' is not known; known are " + claims.keySet());
    }
    if (!claim.version().sharesMajorWith(file.version())) {
      throw new ModuleLoadException(
          file.place() + ": module '" + file.moduleId() + "' is of version "
              + file.version() + " but what is there to load it is of version " + claim.version()
              + ": the major versions must be the same");
    }
    return claim;
  }
}
