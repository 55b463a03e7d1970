package io.millrace.text.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds an expression whose matches begin in a way that is quick to see: after none of {@code notAfter}, with one of
 * {@code first}, in a run of at most {@code longest} of {@code run}, and then one of {@code then}. Most places of most
 * texts do not, and cost a few reads; the expression has the last word on the others.
 *
 * @param pattern the expression; it must be true to the lead, and look behind two units at most
 * @param notAfter what does not stand before a match
 * @param first what a match begins with
 * @param run of what the beginning is
 * @param longest how long the beginning is at most
 * @param then what follows the beginning
 * @param tail what it means that the text so far ends within such a beginning
 */
public record LedFinder(
    Pattern pattern,
    CharSet notAfter,
    CharSet first,
    CharSet run,
    int longest,
    CharSet then,
    Tail tail)
    implements Finder {

  /** What it means that the text so far ends within what a match may begin with. */
  public enum Tail {
    /** A match may begin here, whatever the characters are. */
    IS_OPEN,
    /** The expression is to be asked. */
    DEPENDS
  }

  @Override
  public int next(Window window, int from) {
    String text = window.text();
    int end = window.end();
    int at = from;
    while (at < end && !begins(text, at)) {
      at++;
    }
    return at;
  }

  @Override
  public int attempt(Window window, int at) {
    String text = window.text();
    if (!begins(text, at)) {
      return NONE;
    }
    int end = window.end(at);
    int lead = at + 1;
    int most = Math.min(end, at + longest);
    while (lead < most && run.has(text.charAt(lead))) {
      lead++;
    }
    if (lead == end && tail == Tail.IS_OPEN) {
      return window.goesOn(at) ? OPEN : NONE;
    }
    return lead == end || then.has(text.charAt(lead)) ? match(window, at) : NONE;
  }

  private boolean begins(String text, int at) {
    return first.has(text.charAt(at)) && (at == 0 || !notAfter.has(text.charAt(at - 1)));
  }

  private int match(Window window, int at) {
    Matcher matcher = window.matcher(pattern, at);
    boolean found = matcher.lookingAt();
    if (matcher.hitEnd() && window.goesOn(at)) {
      return OPEN;
    }
    return found ? matcher.end() : NONE;
  }

  @Override
  public int lookBehind() {
    return 2;
  }
}
