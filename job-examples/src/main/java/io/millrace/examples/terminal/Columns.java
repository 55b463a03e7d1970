package io.millrace.examples.terminal;

/**
 * How many columns of a terminal a text takes: two for an ideograph or emoji, none for a mark on the letter before. It is
 * right for most terminals and most scripts; lines are therefore drawn with wrapping off.
 */
public final class Columns {

  private Columns() {}

  /** The columns of one code point. */
  static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || type == Character.CONTROL) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /** The columns of a text. */
  public static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /** As much of the text's end as fits. */
  public static String tail(String text, int columns) {
    int from = text.length();
    int taken = 0;
    while (from > 0) {
      int codePoint = text.codePointBefore(from);
      taken += of(codePoint);
      if (taken > columns) {
        break;
      }
      from -= Character.charCount(codePoint);
    }
    return text.substring(from);
  }

  /** As much of the text's beginning as fits. */
  public static String head(String text, int columns) {
    int to = 0;
    int taken = 0;
    while (to < text.length()) {
      int codePoint = text.codePointAt(to);
      taken += of(codePoint);
      if (taken > columns) {
        break;
      }
      to += Character.charCount(codePoint);
    }
    return text.substring(0, to);
  }

  /** The text with blanks behind it up to these columns. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  /** The ranges that Unicode's East Asian Width calls wide, and the emoji. */
  private static boolean isWide(int codePoint) {
    return between(codePoint, 0x1100, 0x115F)
        || between(codePoint, 0x2E80, 0xA4CF)
        || between(codePoint, 0xAC00, 0xD7A3)
        || between(codePoint, 0xF900, 0xFAFF)
        || between(codePoint, 0xFE30, 0xFE6F)
        || between(codePoint, 0xFF00, 0xFF60)
        || between(codePoint, 0xFFE0, 0xFFE6)
        || between(codePoint, 0x1F300, 0x1FAFF)
        || between(codePoint, 0x20000, 0x3FFFD);
  }

  private static boolean between(int codePoint, int first, int last) {
    return first <= codePoint && codePoint <= last;
  }
}
