package io.millrace.core.action;

/**
 * A request to an application.
 *
 * @param application the application's id
 * @param request what is asked
 * @param mode which steps give their intermediate results to the caller
 */
public record Call(String application, Request request, StreamMode mode) {}
