package io.millrace.text;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** Reads the names of languages. */
final class LanguageTag {

  private LanguageTag() {}

  /**
   * A language by its tag; {@code und} for none.
   *
   * @throws IllegalArgumentException if it is no tag
   */
  static Locale locale(String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag).build();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException(
          "a language must be a tag of BCP 47 (en, pt-BR) but was \"" + tag + "\"", e);
    }
  }
}
