package io.millrace.text.scan;

import io.millrace.text.scan.Verifier.Verdict;
import java.util.Optional;

/**
 * Walks rules along a window. The matches of a rule in a text are: from left to right, at each place the finder's match if
 * the verifier finds it real; and then on behind what is real, or one code point further. That is said without mention of
 * any cutting; places that are open are left for the next window.
 *
 * <p>No place is held open for more UTF-16 units than the window's cap: then the text is taken to end there, for this rule, and
 * the walk begins anew behind it. That too depends on the text alone.
 *
 * @param window where to look
 * @param found told what was found
 */
public record Scan(Window window, Found found) {

  /** Is told of matches and cuts, in the order of the text. */
  public interface Found {
    /** A match, real and final. */
    void match(Rule rule, int start, int end, double score);

    /** The cap has cut the text here. */
    void cut(Rule rule, int at);
  }

  /** Walks on from a place; returns the first place that is open, or the window's end. */
  public int run(Rule rule, int from) {
    Finder finder = rule.finder();
    int end = window.end();
    int at = finder.next(window, from);
    while (at < end) {
      int matched = finder.attempt(window, at);
      if (matched == Finder.OPEN) {
        if (end - at <= window.cap()) {
          return at;
        }
        at = cut(rule, at);
      } else {
        at = matched == Finder.NONE ? step(at) : take(rule, at, matched);
      }
      at = finder.next(window, at);
    }
    return end;
  }

  private int take(Rule rule, int start, int end) {
    Optional<Verdict> verdict = rule.verifier().verify(window.text().substring(start, end));
    if (verdict.isEmpty()) {
      return step(start);
    }
    int real = start + verdict.get().length();
    found.match(rule, start, real, verdict.get().score());
    return real;
  }

  private int cut(Rule rule, int at) {
    int full = at + window.cap();
    int end = window.splitsPair(full) ? full - 1 : full;
    window.endingAt(end, () -> run(rule, at));
    found.cut(rule, end);
    return end;
  }

  private int step(int at) {
    return at + Character.charCount(window.text().codePointAt(at));
  }
}
