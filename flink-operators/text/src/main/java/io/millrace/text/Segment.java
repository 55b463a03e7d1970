package io.millrace.text;

/**
 * A stretch of a text.
 *
 * @param start where it begins, in code points from the beginning of the text
 * @param end the code point after its last
 * @param text what stands there
 */
public record Segment(long start, long end, String text) {}
