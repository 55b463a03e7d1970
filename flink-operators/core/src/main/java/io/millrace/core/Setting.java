package io.millrace.core;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The declaration of something that is set once, where a module is configured. A {@link Parameter} is given with each
 * request; a setting is declared like one, and may also be a list of entries, or another module.
 */
public sealed interface Setting {

  /** The key. */
  String name();

  /** Whether it must be given. */
  boolean required();

  /** The type's name, for people: "long". */
  String typeName();

  /** What it allows, for people: "between 64 and 4096". */
  String rule();

  /** The value taken where none is given, for people. */
  Optional<String> shownDefault();

  /** A value that may be left out. */
  static Setting of(Parameter<?> parameter) {
    return new Value(parameter, false);
  }

  /** A value that must be given. */
  static Setting required(Parameter<?> parameter) {
    return new Value(parameter.withoutDefault(), true);
  }

  /** A list of entries with these fields; an empty list where none is given. */
  static Setting entries(String name, Setting... fields) {
    return new Entries(name, List.of(fields));
  }

  /** Another module, which must be given: the path of its folder within this one's, or all that its file would say. */
  static Setting module(String name) {
    return new Nested(name);
  }

  /** One value. */
  record Value(Parameter<?> parameter, boolean required) implements Setting {
    @Override
    public String name() {
      return parameter.name();
    }

    @Override
    public String typeName() {
      return parameter.typeName();
    }

    @Override
    public String rule() {
      return parameter.rule();
    }

    @Override
    public Optional<String> shownDefault() {
      return parameter.defaultValue().map(Object::toString);
    }
  }

  /** A list of entries. */
  record Entries(String name, List<Setting> fields) implements Setting {
    /** Copies the fields. */
    public Entries {
      checkName(name);
      fields = List.copyOf(fields);
    }

    @Override
    public boolean required() {
      return false;
    }

    @Override
    public String typeName() {
      return "list of entries";
    }

    @Override
    public String rule() {
      return fields.stream()
          .map(field -> field.name() + (field.required() ? "" : " (optional)") + ": "
              + field.typeName() + ", " + field.rule())
          .collect(Collectors.joining("; "));
    }

    @Override
    public Optional<String> shownDefault() {
      return Optional.of("[]");
    }
  }

  /** Another module. */
  record Nested(String name) implements Setting {
    /** Checks the name. */
    public Nested {
      checkName(name);
    }

    @Override
    public boolean required() {
      return true;
    }

    @Override
    public String typeName() {
      return "module";
    }

    @Override
    public String rule() {
      return "the path of a module's folder within this one, or its module_id, version and settings";
    }

    @Override
    public Optional<String> shownDefault() {
      return Optional.empty();
    }
  }

  private static void checkName(String name) {
    Pattern allowed = Pattern.compile("[a-z][a-z0-9_]*");
    if (!allowed.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a setting's name must match " + allowed + " but was \"" + name + "\"");
    }
  }
}
