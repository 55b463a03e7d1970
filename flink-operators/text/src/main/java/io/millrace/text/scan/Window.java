package io.millrace.text.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a text that is at hand. It ends where the text so far ends, and never within a surrogate pair. It may begin
 * before the places still to be tried, so that they can be looked behind.
 *
 * <p>An attempt sees no more than the cap and one unit from its place on, however much there is: were it to see more when
 * the text comes in large pieces, the cap would cut other texts than when it comes in small ones.
 *
 * <p>Lives no longer than one call, in one thread.
 */
public final class Window {

  private final String text;
  private final boolean beheaded;
  private final boolean ended;
  private final int cap;
  private int end;
  private @Nullable GuardedText guarded;
  private @Nullable Matcher matcher;

  /**
   * A window.
   *
   * @param text what is at hand
   * @param beheaded whether the whole text has more before it
   * @param ended whether nothing follows
   * @param cap the most UTF-16 units to hold for an attempt
   */
  public Window(String text, boolean beheaded, boolean ended, int cap) {
    this.text = text;
    this.beheaded = beheaded;
    this.ended = ended;
    this.cap = cap;
    this.end = text.length();
  }

  /** What is at hand. */
  public String text() {
    return text;
  }

  /** Where it ends. */
  public int end() {
    return end;
  }

  /** The most UTF-16 units to hold for an attempt. */
  public int cap() {
    return cap;
  }

  /** Where the text ends for an attempt at a place. */
  int end(int at) {
    return Math.min(end, at + cap + 1);
  }

  /** Whether the text may go on where it ends for an attempt at a place. */
  boolean goesOn(int at) {
    return !isWholeBehind(at);
  }

  private boolean isWholeBehind(int at) {
    return end(at) == end && (ended || end < text.length());
  }

  /** Has a task done as if the text ended at a place. */
  void endingAt(int place, Runnable task) {
    int real = end;
    end = place;
    try {
      task.run();
    } finally {
      end = real;
    }
  }

  /** Whether a place lies between the halves of a surrogate pair. */
  boolean splitsPair(int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** A matcher for an attempt at a place. Finders take turns, so that remembering the last matcher is enough. */
  Matcher matcher(Pattern wanted, int at) {
    GuardedText read = guarded;
    Matcher known = matcher;
    if (read == null || known == null || known.pattern() != wanted) {
      read = new GuardedText(text, beheaded, wanted, cap);
      known = wanted.matcher(read).useTransparentBounds(true).useAnchoringBounds(false);
      guarded = read;
      matcher = known;
    }
    read.endAt(end(at));
    return known.region(at, end(at));
  }
}
