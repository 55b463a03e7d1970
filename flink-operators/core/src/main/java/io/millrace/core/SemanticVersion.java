package io.millrace.core;

import java.util.regex.Pattern;

/**
 * A version by the rules of semver.org.
 *
 * @param text the version: {@code 1.0.0}, {@code 2.1.0-rc.1}
 */
public record SemanticVersion(String text) {

  /** The expression that semver.org suggests. */
  private static final Pattern PATTERN =
      Pattern.compile("(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
          + "(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
          + "(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?");

  /** Validates the text. */
  public SemanticVersion {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "a version must be semantic (1.0.0) but was \"" + text + "\"");
    }
  }

  /** Whether a text is a semantic version. */
  public static boolean isValid(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** Whether both have the same major version, so that one can stand for the other. */
  public boolean sharesMajorWith(SemanticVersion other) {
    return major().equals(other.major());
  }

  /** In digits, for they may be more than a number holds. */
  private String major() {
    return text.substring(0, text.indexOf('.'));
  }

  @Override
  public String toString() {
    return text;
  }
}
