package io.millrace.openai;

import io.millrace.core.Status.Code;

/** HTTP's status codes as gRPC's, as far as model servers use them. */
final class HttpStatuses {

  private HttpStatuses() {}

  static Code codeOf(int status) {
    return switch (status) {
      case 400, 413, 422 -> Code.INVALID_ARGUMENT;
      case 401 -> Code.UNAUTHENTICATED;
      case 403 -> Code.PERMISSION_DENIED;
      case 404 -> Code.NOT_FOUND;
      case 408, 504 -> Code.DEADLINE_EXCEEDED;
      case 409 -> Code.ABORTED;
      case 429 -> Code.RESOURCE_EXHAUSTED;
      case 500 -> Code.INTERNAL;
      case 405, 501 -> Code.UNIMPLEMENTED;
      default -> status >= 500 ? Code.UNAVAILABLE : Code.FAILED_PRECONDITION;
    };
  }

  /** Whether the same request may go well a little later. */
  static boolean isRetryable(int status) {
    return switch (status) {
      case 408, 409, 425, 429 -> true;
      case 501, 505 -> false;
      default -> status >= 500;
    };
  }
}
