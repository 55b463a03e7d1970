package io.millrace.text.scan;

/**
 * What to look for, and what to call it.
 *
 * @param label what to call it
 * @param finder finds candidates
 * @param verifier says which are real
 */
public record Rule(String label, Finder finder, Verifier verifier) {}
