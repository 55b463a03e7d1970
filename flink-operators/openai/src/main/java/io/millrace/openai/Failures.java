package io.millrace.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.errors.OpenAIException;
import io.millrace.core.Status.Code;
import io.millrace.core.StatusException;
import io.millrace.tasks.SplitCharacters;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a server, as a status, and whether the same request may go well a little later. No message holds
 * the key, also where a server repeats it.
 */
final class Failures {

  private static final int LONGEST_MESSAGE = 500;

  private final String server;
  private final Optional<String> key;
  private final Clock clock;

  Failures(String server, Optional<String> key, Clock clock) {
    this.server = server;
    this.key = key;
    this.clock = clock;
  }

  /** A response whose status is no success. */
  StatusException ofResponse(int status, Exchange.Answered answered) {
    ErrorObject error = ErrorObject.of(answered.text());
    String said = error.message().strip();
    return failure(
        HttpStatuses.codeOf(status),
        "answered " + status + (said.isEmpty() ? "" : ": " + said),
        HttpStatuses.isRetryable(status) && !error.isOutOfMoney(),
        RetryAfter.of(answered.header("retry-after-ms"), answered.header("retry-after"), clock)
            .orElse(null),
        null);
  }

  /** An error object that came where an answer should be. */
  StatusException ofErrorObject(JsonNode root) {
    ErrorObject error = ErrorObject.of(root);
    int status = error.status();
    return failure(
        HttpStatuses.codeOf(status),
        "sent an error: " + error.message().strip(),
        HttpStatuses.isRetryable(status) && !error.isOutOfMoney(),
        null,
        null);
  }

  /** A connection that could not be made, or broke. */
  StatusException ofConnection(Throwable thrown) {
    Throwable cause = thrown;
    while (isWrapping(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return failure(Code.UNAVAILABLE, "cannot be connected to: " + said(cause), true, null, cause);
    }
    if (cause instanceof IOException) {
      return failure(Code.UNAVAILABLE, "broke the connection: " + said(cause), true, null, cause);
    }
    return failure(Code.INTERNAL, "could not be asked: " + said(cause), false, null, cause);
  }

  private static boolean isWrapping(Throwable thrown) {
    return thrown instanceof CompletionException || thrown instanceof OpenAIException;
  }

  /** The module is closed. */
  StatusException closed() {
    return failure(Code.UNAVAILABLE, "is not asked, as the module is closed", false, null, null);
  }

  /** A stream that ended before its answer. */
  StatusException cutOff() {
    return failure(Code.UNAVAILABLE, "ended the stream without a finish reason", true, null, null);
  }

  /** Nothing came for too long. */
  StatusException silent(String what, Duration limit) {
    return failure(Code.DEADLINE_EXCEEDED, what + " within " + limit, true, null, null);
  }

  /** What came is not what this API sends. */
  StatusException unreadable(String what) {
    return failure(Code.INTERNAL, "sent what cannot be read: " + what, false, null, null);
  }

  private static String said(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  private StatusException failure(
      Code code,
      String what,
      boolean retryable,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    // First the key, then the length: half a key must not be left.
    String safe = key.map(secret -> what.replace(secret, "[key]")).orElse(what);
    String shown =
        safe.length() <= LONGEST_MESSAGE ? safe : safe.substring(0, LONGEST_MESSAGE) + "…";
    // Neither a server nor the cut may leave half a character: it cannot be written as UTF-8.
    var status = code.because("model server " + server + " " + SplitCharacters.wellFormed(shown));
    return retryable
        ? StatusException.retryable(status, retryAfter, cause)
        : new StatusException(status, cause);
  }
}
