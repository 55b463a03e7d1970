package io.millrace.text;

/**
 * Something found that waits to be weighed against what it overlaps.
 *
 * @param start where it begins, in code points
 * @param end the code point after its last
 * @param word its text
 * @param label what it may be
 * @param score how surely
 */
public record Candidate(long start, long end, String word, String label, double score)
    implements Overlaps.Span {}
