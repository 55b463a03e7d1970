package io.millrace.examples.train;

/**
 * The request asks for something else than the one before, which was cancelled or failed behind the first step. A model goes
 * on from where it stands, so the next request comes in behind that step.
 */
final class OtherRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  OtherRequestException(Asked before) {
    super("the request must ask to " + before + " but asks for something else");
  }
}
