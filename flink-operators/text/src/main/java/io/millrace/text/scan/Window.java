package io.millrace.text.scan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a text that is at hand. It ends where the text so far ends, and never within a surrogate pair. It may begin
 * before the places still to be tried, so that they can be looked behind.
 *
 * <p>Lives no longer than one call, in one thread.
 */
public final class Window {

  private final String text;
  private final boolean ended;
  private final GuardedText guarded;
  private @Nullable Pattern pattern;
  private @Nullable Matcher matcher;

  /**
   * A window.
   *
   * @param text what is at hand
   * @param beheaded whether the whole text has more before it
   * @param ended whether nothing follows
   */
  public Window(String text, boolean beheaded, boolean ended) {
    this(text, ended, new GuardedText(text, beheaded, new ReadBudget(text.length())));
  }

  private Window(String text, boolean ended, GuardedText guarded) {
    this.text = text;
    this.ended = ended;
    this.guarded = guarded;
  }

  /** The same text up to a place, as if it ended there. */
  Window endingAt(int end) {
    String shorter = text.substring(0, end);
    return new Window(
        shorter, true, new GuardedText(shorter, guarded.beheaded(), guarded.budget()));
  }

  /** What is at hand. */
  public String text() {
    return text;
  }

  /** Where it ends. */
  public int end() {
    return text.length();
  }

  /** Whether nothing follows. */
  public boolean ended() {
    return ended;
  }

  /** Whether a place lies between the halves of a surrogate pair. */
  boolean splitsPair(int at) {
    return at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** A matcher of a pattern that is trusted to end. */
  Matcher trusted(Pattern wanted) {
    return matcher(wanted, text);
  }

  /** A matcher of a pattern that must be kept within bounds. */
  Matcher guarded(Pattern wanted) {
    return matcher(wanted, guarded);
  }

  /** Finders take turns, so that remembering the last matcher is enough. */
  private Matcher matcher(Pattern wanted, CharSequence over) {
    Matcher known = matcher;
    if (known != null && pattern == wanted) {
      return known;
    }
    Matcher made = wanted.matcher(over).useTransparentBounds(true).useAnchoringBounds(false);
    pattern = wanted;
    matcher = made;
    return made;
  }
}
