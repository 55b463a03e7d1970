package io.millrace.text.scan;

import io.millrace.core.StatusException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles users' regular expressions, with {@link Pattern#UNICODE_CHARACTER_CLASS}, and refuses what cannot be answered on
 * a stream:
 *
 * <ul>
 *   <li>expressions that can match nothing, for between any two characters is nothing;
 *   <li>{@code \G}, for where the last match ended is not part of the text;
 *   <li>{@code \X}, {@code \b{g}} and {@link Pattern#CANON_EQ}, for the JDK does not say when these hit the end.
 * </ul>
 */
public final class UserPatterns {

  private static final List<String> PROBES = List.of(
      "", "a", "A", "0", " ", "\n", "\t", ".", "-", "_", "a b", "a\nb", "é", "\uD83D\uDE00");

  /** A backslash with what belongs to it. */
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:Q.*?(?:\\\\E|$)|b\\{g}|.)", Pattern.DOTALL);

  private UserPatterns() {}

  /**
   * Compiles an expression.
   *
   * @throws IllegalArgumentException if it is not a regular expression, or one of those refused
   */
  public static Pattern compile(String regex) {
    return check(Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS));
  }

  /**
   * Checks an expression compiled elsewhere; it gets {@link Pattern#UNICODE_CHARACTER_CLASS} besides its own flags.
   *
   * @throws IllegalArgumentException if it is one of those refused
   */
  public static Pattern of(Pattern pattern) {
    return check(
        Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.UNICODE_CHARACTER_CLASS));
  }

  private static Pattern check(Pattern pattern) {
    if ((pattern.flags() & Pattern.CANON_EQ) != 0) {
      throw refusal(pattern, "not need CANON_EQ");
    }
    if ((pattern.flags() & Pattern.LITERAL) == 0) {
      for (String construct : List.of("\\G", "\\X", "\\b{g}")) {
        if (uses(pattern.pattern(), construct)) {
          throw refusal(pattern, "not use " + construct);
        }
      }
    }
    if (PROBES.stream().anyMatch(probe -> matchesNothing(pattern, probe))
        || matchesNothing(pattern, pattern.pattern())) {
      throw refusal(pattern, "match at least one character");
    }
    return pattern;
  }

  /** Whether an escape stands in an expression, and not quoted. */
  private static boolean uses(String regex, String construct) {
    return ESCAPE.matcher(regex).results().map(MatchResult::group).anyMatch(construct::equals);
  }

  private static boolean matchesNothing(Pattern pattern, String probe) {
    Matcher matcher = pattern.matcher(new GuardedText(probe, false, pattern, probe.length()));
    try {
      while (matcher.find()) {
        if (matcher.end() == matcher.start()) {
          return true;
        }
      }
      return false;
    } catch (StatusException backtracksTooMuch) {
      return false;
    }
  }

  private static IllegalArgumentException refusal(Pattern pattern, String wanted) {
    return new IllegalArgumentException("a pattern must " + wanted + " but was " + pattern);
  }
}
