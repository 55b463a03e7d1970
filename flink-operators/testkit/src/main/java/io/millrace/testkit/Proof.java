package io.millrace.testkit;

/**
 * How much was checked before it was found to hold.
 *
 * @param texts how many texts
 * @param cuttings how many cuttings of them, those of interleaved requests included
 * @param excused how many streams differed from their unary answer, with a warning in the result to say so
 */
public record Proof(long texts, long cuttings, long excused) {}
