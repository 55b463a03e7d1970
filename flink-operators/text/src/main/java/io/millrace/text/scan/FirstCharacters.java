package io.millrace.text.scan;

import io.millrace.core.StatusException;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With which characters the matches of an expression may begin, found out by trying each: if an attempt on a text of one
 * character fails, and did not hit the end, then it fails whatever follows. Tried behind each kind of character that anchors
 * and word boundaries tell apart; of an expression with a lookbehind nothing is known. Only Latin-1 is tried.
 */
final class FirstCharacters {

  private static final int TRIED = 256;

  /** Nothing; parts of words; what ends a line; what does neither; and marks, which belong to what is before them. */
  private static final List<String> BEFORE =
      List.of("", "a", "0", "_", " ", "-", "\n", "\r", "\u0085", "\u2028", "\u0301", "a\u0301");

  private final BitSet never;

  private FirstCharacters(BitSet never) {
    this.never = never;
  }

  static FirstCharacters of(Pattern pattern) {
    BitSet never = new BitSet(TRIED);
    if (!pattern.pattern().contains("<=") && !pattern.pattern().contains("<!")) {
      for (char c = 0; c < TRIED; c++) {
        never.set(c, neverBegins(pattern, c));
      }
    }
    return new FirstCharacters(never);
  }

  private static boolean neverBegins(Pattern pattern, char c) {
    return BEFORE.stream().allMatch(before -> fails(pattern, before, c));
  }

  private static boolean fails(Pattern pattern, String before, char c) {
    Matcher matcher = pattern
        .matcher(new GuardedText(before + c, false, pattern, 1))
        .useTransparentBounds(true)
        .useAnchoringBounds(false)
        .region(before.length(), before.length() + 1);
    try {
      return !matcher.lookingAt() && !matcher.hitEnd();
    } catch (StatusException backtracksTooMuch) {
      return false;
    }
  }

  boolean mayBegin(char c) {
    return c >= TRIED || !never.get(c);
  }
}
