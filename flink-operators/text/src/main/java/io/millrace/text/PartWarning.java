package io.millrace.text;

/**
 * What one of several merged detectors warns of, until it is told.
 *
 * @param part the detector's place among them
 * @param at how far a frame must reach to tell of it, in code points
 * @param warning what to tell
 */
public record PartWarning(int part, long at, String warning) {}
