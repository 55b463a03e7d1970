package io.millrace.flink.types;

/**
 * In place of a value that could not be written.
 *
 * @param why what was wanted, and what it was
 */
public record Refused(String why) {}
