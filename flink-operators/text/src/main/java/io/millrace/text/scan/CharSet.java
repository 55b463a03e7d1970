package io.millrace.text.scan;

/**
 * A set of characters, quick to ask: some of ASCII, a few others, and all or none of the letters, digits and marks of the other alphabets
 * that are written with blanks between words (Latin, Greek, Cyrillic, Armenian). The other scripts are not in it: there a
 * name or an address may stand right beside a word.
 */
public final class CharSet {

  private static final int ALPHABETS_END = 0x590;
  private static final int MORE_ALPHABETS = 0x1E00;
  private static final int MORE_ALPHABETS_END = 0x2000;

  private final long low;
  private final long high;
  private final boolean alphabets;
  private final String others;

  private CharSet(long low, long high, boolean alphabets, String others) {
    this.low = low;
    this.high = high;
    this.alphabets = alphabets;
    this.others = others;
  }

  /** The characters of a text, all of them ASCII; a hyphen between two stands for those between. */
  public static CharSet of(String ranges) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < ranges.length(); i++) {
      boolean range = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
      char last = ranges.charAt(range ? i + 2 : i);
      for (char c = ranges.charAt(i); c <= last; c++) {
        low |= c < 64 ? 1L << c : 0;
        high |= c < 64 ? 0 : 1L << c;
      }
      i += range ? 2 : 0;
    }
    return new CharSet(low, high, false, "");
  }

  /** These and the letters, digits and marks of the alphabets beyond ASCII. */
  public CharSet andAlphabets() {
    return new CharSet(low, high, true, others);
  }

  /** These and some more beyond ASCII. */
  public CharSet and(String more) {
    return new CharSet(low, high, alphabets, others + more);
  }

  /** Whether a character is in the set. */
  public boolean has(char c) {
    if (c < 128) {
      return ((c < 64 ? low >>> c : high >>> c) & 1) != 0;
    }
    return (alphabets && isAlphabetic(c)) || others.indexOf(c) >= 0;
  }

  private static boolean isAlphabetic(char c) {
    boolean near = c < ALPHABETS_END || (c >= MORE_ALPHABETS && c < MORE_ALPHABETS_END);
    return near && (Character.isLetterOrDigit(c) || isMark(c));
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
