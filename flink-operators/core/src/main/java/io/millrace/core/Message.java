package io.millrace.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One element of a request's stream on the move. A unary call is a stream of one message, so the output of every flavour
 * fits the input of every flavour.
 *
 * <p>Immutable, and so must the payload be treated: messages pass between chained operators without a copy.
 *
 * @param <T> the payload's type
 * @param requestId names the request; the key of every keyed operator
 * @param attempt which try at the request this is part of; a higher one replaces a lower one
 * @param sequence the place in the request, counted from 0 without gaps, or {@link #UNSEQUENCED} for sources that know
 *     order but no dense sequence; those must say their {@code origin}
 * @param payload the element; absent in messages that only end a request
 * @param parameters the request's parameters; on its first message only
 * @param headers what travels with the request beside it (trace context, versions), in the order of their names; read
 *     from its first message and written on the first output, but W3C's trace context, which is on every output
 * @param last whether the request ends with this message, after the payload if there is one
 * @param status how the request stands; anything but OK ends it, so {@code last} is then true
 * @param origin where the message was read, where that is known
 */
public record Message<T>(
    String requestId,
    int attempt,
    long sequence,
    @Nullable T payload,
    Parameters parameters,
    Map<String, String> headers,
    boolean last,
    Status status,
    @Nullable Origin origin) {

  /** The sequence of a message whose source counts nothing; its place is its {@link Origin}. */
  public static final long UNSEQUENCED = -1;

  /** Validates each component and what they say together. */
  public Message {
    if (requestId.isEmpty()) {
      throw new IllegalArgumentException("requestId must not be empty");
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt must not be negative but was " + attempt);
    }
    if (sequence < UNSEQUENCED) {
      throw new IllegalArgumentException(
          "sequence must be at least 0, or -1 for none, but was " + sequence);
    }
    if (sequence == UNSEQUENCED && origin == null) {
      throw new IllegalArgumentException("a message without a sequence needs an origin");
    }
    if (sequence > 0 && !parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "parameters come on the first message of a request but message " + sequence + " has "
              + parameters);
    }
    if (!last && !status.isOk()) {
      throw new IllegalArgumentException(
          "a message with a status other than OK must be the last but has " + status);
    }
    headers = headersInOrder(headers);
  }

  /**
   * Headers as every message has them: immutable, and in the order of their names, so that equal messages are equal bytes.
   * Headers that are so already are not copied.
   */
  public static Map<String, String> headersInOrder(Map<String, String> headers) {
    return OrderedHeaders.of(headers);
  }

  /** Of these headers W3C's trace context: {@code traceparent} and {@code tracestate}, where they are. */
  public static Map<String, String> traceOf(Map<String, String> headers) {
    return OrderedHeaders.traceOf(headers);
  }

  /** An element in the middle of a request. */
  public static <T> Message<T> of(String requestId, long sequence, T payload) {
    return new Message<>(
        requestId, 0, sequence, payload, Parameters.NONE, Map.of(), false, Status.OK, null);
  }

  /** A whole request in one message: what a unary call is. */
  public static <T> Message<T> unary(String requestId, T payload) {
    return new Message<>(
        requestId, 0, 0, payload, Parameters.NONE, Map.of(), true, Status.OK, null);
  }

  /** The end of a request that went well. */
  public static <T> Message<T> end(String requestId, long sequence) {
    return end(requestId, sequence, Status.OK);
  }

  /** The end of a request, well or not. */
  public static <T> Message<T> end(String requestId, long sequence, Status status) {
    return new Message<>(
        requestId, 0, sequence, null, Parameters.NONE, Map.of(), true, status, null);
  }

  /** Whether this message carries an element. */
  public boolean hasPayload() {
    return payload != null;
  }

  /** Whether the source counts its messages densely. */
  public boolean isSequenced() {
    return sequence != UNSEQUENCED;
  }

  /** The same message with another payload, perhaps of another type. */
  public <U> Message<U> withPayload(@Nullable U newPayload) {
    return new Message<>(
        requestId, attempt, sequence, newPayload, parameters, headers, last, status, origin);
  }

  /** The same message as the request's last. */
  public Message<T> asLast() {
    return new Message<>(
        requestId, attempt, sequence, payload, parameters, headers, true, status, origin);
  }

  /** In this message's place the end of its request: without payload and parameters, with this status. */
  public <U> Message<U> endingWith(Status newStatus) {
    return new Message<>(
        requestId, attempt, sequence, null, Parameters.NONE, headers, true, newStatus, origin);
  }

  /** The same message of another attempt. */
  public Message<T> withAttempt(int newAttempt) {
    return new Message<>(
        requestId, newAttempt, sequence, payload, parameters, headers, last, status, origin);
  }

  /** The same message with these parameters. */
  public Message<T> withParameters(Parameters newParameters) {
    return new Message<>(
        requestId, attempt, sequence, payload, newParameters, headers, last, status, origin);
  }

  /** The same message with these headers. */
  public Message<T> withHeaders(Map<String, String> newHeaders) {
    return new Message<>(
        requestId, attempt, sequence, payload, parameters, newHeaders, last, status, origin);
  }

  /** The same message, read here. */
  public Message<T> withOrigin(@Nullable Origin newOrigin) {
    return new Message<>(
        requestId, attempt, sequence, payload, parameters, headers, last, status, newOrigin);
  }
}
