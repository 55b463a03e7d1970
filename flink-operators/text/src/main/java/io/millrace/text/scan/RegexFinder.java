package io.millrace.text.scan;

import io.millrace.core.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a regular expression that a user wrote. An attempt is open if the matcher hit the end ({@link Matcher#hitEnd}): only
 * then could more text have changed it. Anchors and lookarounds see the whole text, not the place of the attempt; a match
 * never begins or ends within a surrogate pair.
 */
public final class RegexFinder implements Finder {

  private final Pattern pattern;
  private final FirstCharacters first;
  private final int lookBehind;

  /**
   * A finder.
   *
   * @param pattern the expression, as {@link UserPatterns} compiles it
   * @param lookBehind how many UTF-16 units it may look behind a place
   */
  public RegexFinder(Pattern pattern, int lookBehind) {
    this.pattern = pattern;
    this.first = FirstCharacters.of(pattern);
    this.lookBehind = lookBehind;
  }

  @Override
  public int next(Window window, int from) {
    String text = window.text();
    int end = window.end();
    int at = from;
    while (at < end && !first.mayBegin(text.charAt(at))) {
      at++;
    }
    return at;
  }

  @Override
  public int attempt(Window window, int at) {
    Matcher matcher = window.matcher(pattern, at);
    boolean found = lookingAt(matcher);
    if (matcher.hitEnd() && window.goesOn(at)) {
      return OPEN;
    }
    return found && matcher.end() > at && !window.splitsPair(matcher.end()) ? matcher.end() : NONE;
  }

  /** The JDK's matcher recurses: a deep stack is one more way of needing too much, and not a reason to fail the job. */
  private boolean lookingAt(Matcher matcher) {
    try {
      return matcher.lookingAt();
    } catch (StackOverflowError e) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because(
              "pattern " + pattern + " nests too deep for the text; use possessive quantifiers")
          .asException();
    }
  }

  @Override
  public int lookBehind() {
    return lookBehind;
  }
}
