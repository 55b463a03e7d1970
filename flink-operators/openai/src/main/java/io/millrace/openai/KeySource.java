package io.millrace.openai;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the key of a server is found. It holds a name, never the key: that is read where the module is made, which in a
 * job is on the worker.
 *
 * @param kind what kind of place it is
 * @param name the variable's name or the file's path; empty if there is no key
 */
public record KeySource(Kind kind, String name) implements Serializable {

  /** The kinds of places. */
  public enum Kind {
    NONE,
    ENVIRONMENT,
    FILE
  }

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  /** Validates the name. What was given is not shown: it may be a key, given by mistake. */
  public KeySource {
    Objects.requireNonNull(kind, "kind");
    if (kind == Kind.ENVIRONMENT && !VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the key's source must be the name of an environment variable, not a key (what was given is not shown)");
    }
    if (kind == Kind.FILE && name.isBlank()) {
      throw new IllegalArgumentException(
          "the key's source must be the path of a file but is blank");
    }
    if (kind == Kind.NONE && !name.isEmpty()) {
      throw new IllegalArgumentException("no key must have no name");
    }
  }

  /** No key: the server asks for none. */
  public static KeySource none() {
    return new KeySource(Kind.NONE, "");
  }

  /** The environment variable of this name, on the worker. */
  public static KeySource environment(String variable) {
    return new KeySource(Kind.ENVIRONMENT, variable);
  }

  /** The file of this path, on the worker. Blanks and line ends around the key are not part of it. */
  public static KeySource file(Path path) {
    return new KeySource(Kind.FILE, path.toString());
  }

  /** Reads the key. No message of a failure holds any of it. */
  Optional<String> read(Map<String, String> environment) {
    if (kind == Kind.NONE) {
      return Optional.empty();
    }
    String key = (kind == Kind.FILE ? fromFile() : environment.getOrDefault(name, "")).strip();
    if (key.isEmpty()) {
      throw new IllegalArgumentException("the key of the model server must be in " + this
          + ", which " + (kind == Kind.FILE ? "is empty" : "is not set"));
    }
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the key of the model server must be visible ASCII without blanks, which " + "that in "
              + this + " is not");
    }
    return Optional.of(key);
  }

  private String fromFile() {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      // Without the cause: that of malformed bytes is no use, and of others the class says it.
      throw new IllegalArgumentException("the key of the model server must be in " + this
          + ", which cannot be read: " + e.getClass().getSimpleName());
    }
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? "no key" : kind.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
