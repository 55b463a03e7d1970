package io.millrace.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into sentences, as Unicode Standard Annex #29 and ICU4J say: from boundary to boundary, so that together they
 * are the text, each with the white space behind it. {@link #trimmed} leaves that out.
 *
 * <p>A sentence is let out as soon as its end is settled: behind a line end at once (a CR waits for its LF), behind {@code !}
 * and {@code ?} with the next sentence's first character. A full stop may stand within a sentence that goes on in lower case,
 * with any number of marks and digits between (rule SB8): its sentence waits for a character of class Lower, Upper, OLetter,
 * Sep, CR, LF, STerm or ATerm, or for the end.
 *
 * <p>No more than {@code cap} UTF-16 units are held: then the text is taken to end there, which is told as a {@link Cut}.
 */
public final class SentenceSegmenter implements Segmenter {

  private static final int CAP = 16_384;

  /** A sentence's boundaries are looked for by copies: ICU's own may serve one text at a time. */
  private final BreakIterator boundaries;

  private final int cap;
  private final boolean trimmed;

  private SentenceSegmenter(BreakIterator boundaries, int cap, boolean trimmed) {
    if (cap < 2) {
      throw new IllegalArgumentException("cap must be at least 2 but was " + cap);
    }
    this.boundaries = boundaries;
    this.cap = cap;
    this.trimmed = trimmed;
  }

  /** Sentences by the rules for all languages. */
  public static SentenceSegmenter standard() {
    return of(Locale.ROOT);
  }

  /**
   * Sentences by the rules for a language.
   *
   * @throws IllegalArgumentException if the locale asks for suppressions ({@code -u-ss-standard}), which look behind a
   *     sentence's begin
   */
  public static SentenceSegmenter of(Locale locale) {
    String suppressions = locale.getUnicodeLocaleType("ss");
    if (suppressions != null && !suppressions.equals("none")) {
      throw new IllegalArgumentException(
          "a locale of sentences must not suppress breaks (ss) but was " + locale.toLanguageTag());
    }
    return new SentenceSegmenter(
        BreakIterator.getSentenceInstance(ULocale.forLocale(locale)), CAP, false);
  }

  /**
   * Sentences by the rules for a language, by its tag as in BCP 47; {@code und} for those for all.
   *
   * @throws IllegalArgumentException if it is no tag, or as with a locale
   */
  public static SentenceSegmenter of(String languageTag) {
    return of(LanguageTag.locale(languageTag));
  }

  /** The same with another cap. */
  public SentenceSegmenter withCap(int units) {
    return new SentenceSegmenter(boundaries, units, trimmed);
  }

  /** The same without white space at both ends; what is nothing but white space is no sentence. */
  public SentenceSegmenter trimmed() {
    return new SentenceSegmenter(boundaries, cap, true);
  }

  @Override
  public Segmented push(SegmenterState state, String text) {
    return text.isEmpty() ? new Segmented(List.of(), List.of(), state) : step(state, text, false);
  }

  @Override
  public Segmented finish(SegmenterState state) {
    return step(state, "", true);
  }

  private Segmented step(SegmenterState state, String more, boolean ended) {
    String text = state.text().concat(more);
    SentencePass pass =
        new SentencePass(text, state.processed(), ended, boundaries.clone(), cap, trimmed);
    return pass.run();
  }
}
