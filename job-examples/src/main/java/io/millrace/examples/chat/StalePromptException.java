package io.millrace.examples.chat;

/**
 * The guard has let another prompt through than the one to be answered: that of a request that was cancelled, or failed,
 * before it was answered. A conversation goes on from where it stands, so the next request comes in behind the guard.
 */
final class StalePromptException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StalePromptException() {
    super("the prompt that the guard let through is that of an earlier request");
  }
}
