package io.millrace.text;

import io.millrace.core.StatusException;
import io.millrace.text.scan.RegexFinder;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Scan;
import io.millrace.text.scan.UserPatterns;
import io.millrace.text.scan.Verifier;
import io.millrace.text.scan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a text that is still growing into segments: the matches of a regular expression, each let out once no further text can
 * change it. The segments are those of the whole text, however it was cut: from left to right, at each place the match that
 * begins there, if one does, and then on behind it, or else one code point further.
 *
 * <p>The primitive is {@link java.util.regex.Matcher#hitEnd}: an attempt that did not hit the end stays as it is, whatever
 * follows. Text is released up to the first place whose attempt did. Anchors mean the whole text: {@code ^} its beginning,
 * {@code $} its end. Lookaheads hold the text until they are decided; lookbehinds see as much as {@code lookBehind} says, and
 * one that looks further fails the request with {@code FAILED_PRECONDITION} rather than answer wrongly.
 *
 * <p>An expression that backtracks beyond a budget of reads fails the request with {@code RESOURCE_EXHAUSTED}. No more than
 * {@code cap} UTF-16 units are held: then the text is taken to end there, which is told as a {@link Cut}.
 *
 * <p>Holds nothing of any text: its state is a value.
 */
public final class StableSegmenter {

  static final int CAP = 16_384;
  static final int LOOK_BEHIND = 32;

  private final Pattern pattern;
  private final Rule rule;
  private final int cap;
  private final int lookBehind;

  /**
   * Compiles the expression anew, with {@link Pattern#UNICODE_CHARACTER_CLASS}.
   *
   * @param pattern the expression
   * @param cap the most UTF-16 units to hold
   * @param lookBehind how many UTF-16 units of released text lookbehinds may see
   * @throws IllegalArgumentException if the expression can match nothing, or cannot be answered on a stream (see {@link
   *     UserPatterns})
   */
  public StableSegmenter(Pattern pattern, int cap, int lookBehind) {
    if (cap < 2) {
      throw new IllegalArgumentException("cap must be at least 2 but was " + cap);
    }
    if (lookBehind < 1) {
      throw new IllegalArgumentException("lookBehind must be at least 1 but was " + lookBehind);
    }
    this.pattern = UserPatterns.of(pattern);
    this.cap = cap;
    this.lookBehind = lookBehind;
    this.rule =
        new Rule("a segment", new RegexFinder(this.pattern, lookBehind), Verifier.always(1));
  }

  /** Segments that match an expression. */
  public static StableSegmenter of(String regex) {
    return new StableSegmenter(Pattern.compile(regex), CAP, LOOK_BEHIND);
  }

  /** The expression, as it was compiled anew. */
  Pattern pattern() {
    return pattern;
  }

  /** The most UTF-16 units to hold. */
  int cap() {
    return cap;
  }

  /** The same with another cap. */
  public StableSegmenter withCap(int units) {
    return new StableSegmenter(pattern, units, lookBehind);
  }

  /** The same with more or less text to look behind. */
  public StableSegmenter withLookBehind(int units) {
    return new StableSegmenter(pattern, cap, units);
  }

  /**
   * Takes more text.
   *
   * @throws StatusException RESOURCE_EXHAUSTED or FAILED_PRECONDITION, as said above
   */
  public Segmented push(SegmenterState state, String text) {
    return text.isEmpty() ? new Segmented(List.of(), List.of(), state) : step(state, text, false);
  }

  /** Takes the end of the text. */
  public Segmented finish(SegmenterState state) {
    return step(state, "", true);
  }

  private Segmented step(SegmenterState state, String more, boolean ended) {
    String text = state.text().concat(more);
    int seen = (int) state.seen();
    int end = ended ? text.length() : CodePoints.wholeEnd(text);
    boolean beheaded = state.processed() > text.codePointCount(0, seen);
    Collector found = new Collector(text, cap, seen, state.processed());
    int decided =
        new Scan(new Window(text.substring(0, end), beheaded, ended, cap), found).run(rule, seen);
    return new Segmented(found.segments, found.cuts, found.state(decided, lookBehind));
  }

  /** Turns what is found into code points, which it counts on from one to the next. */
  private static final class Collector implements Scan.Found {
    private final List<Segment> segments = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final String text;
    private final int cap;
    private int at;
    private long offset;

    Collector(String text, int cap, int at, long offset) {
      this.text = text;
      this.cap = cap;
      this.at = at;
      this.offset = offset;
    }

    @Override
    public void match(Rule rule, int start, int end, double score) {
      long from = offset(start);
      segments.add(new Segment(from, offset(end), text.substring(start, end)));
    }

    @Override
    public void cut(Rule rule, int place) {
      cuts.add(Cut.of(rule.label(), offset(place), cap));
    }

    SegmenterState state(int decided, int lookBehind) {
      int from = CodePoints.notWithinPair(text, Math.max(0, decided - lookBehind - 2));
      return new SegmenterState(text.substring(from), decided - from, offset(decided));
    }

    private long offset(int place) {
      offset += text.codePointCount(at, place);
      at = place;
      return offset;
    }
  }
}
