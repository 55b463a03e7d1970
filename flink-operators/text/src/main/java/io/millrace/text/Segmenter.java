package io.millrace.text;

/**
 * Cuts a text that is still growing into segments, each let out once no further text can change it. The segments are those
 * of the whole text, however it was cut.
 *
 * <p>Holds nothing of any text: its state is a value, and leaves the one it was given as it was. May be used for many texts
 * at a time.
 */
public interface Segmenter {

  /** Takes more text; the first time from {@link SegmenterState#START}. */
  Segmented push(SegmenterState state, String text);

  /** Takes the end of the text. */
  Segmented finish(SegmenterState state);
}
