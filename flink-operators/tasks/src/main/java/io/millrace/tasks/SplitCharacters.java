package io.millrace.tasks;

/**
 * Pieces of a text in JSON may be cut within a character: half of a surrogate pair in one piece, half in the next. There
 * are no bytes for one half alone.
 */
public final class SplitCharacters {

  private static final char REPLACEMENT = '\uFFFD';

  private SplitCharacters() {}

  /** Whether the next piece of a text may complete its last character. */
  public static boolean endsHalfway(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  /** The text, with U+FFFD for each half of a surrogate pair that lacks the other. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(
                c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }
}
