package io.millrace.text;

/**
 * Where a {@link Segmenter} stands in a text. A value.
 *
 * @param text what is at hand of the text: a little that is processed, to look behind, and all that is held
 * @param seen how many UTF-16 units of it are processed
 * @param processed how many code points of the whole text are processed
 */
public record SegmenterState(String text, long seen, long processed) {

  /** Before the first character. */
  public static final SegmenterState START = new SegmenterState("", 0, 0);

  /** What is held: it may still become a segment. */
  public String held() {
    return text.substring((int) seen);
  }
}
