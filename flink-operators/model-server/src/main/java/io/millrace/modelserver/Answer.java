package io.millrace.modelserver;

import java.util.List;
import java.util.Map;

/**
 * What the server answers, and what goes wrong with it.
 *
 * @param content what is answered
 * @param fault what goes wrong while it is sent
 */
public record Answer(Content content, Fault fault) {

  /** What is answered. */
  public sealed interface Content {}

  /** A text, token by token. */
  public record Tokens(List<String> tokens) implements Content {
    /** Copies the tokens. */
    public Tokens {
      tokens = List.copyOf(tokens);
    }
  }

  /** Server-sent events as they were recorded, byte for byte; a client that wants no stream gets what they add up to. */
  public record Transcript(String events) implements Content {}

  /** A refusal by HTTP's status. */
  public record Failure(int status, Map<String, String> headers, String body) implements Content {
    /** Copies the headers. */
    public Failure {
      headers = Map.copyOf(headers);
    }
  }

  /** A text, cut into tokens before its blanks. */
  public static Answer text(String text) {
    return tokens(TokenCutter.cut(text));
  }

  /** A text, token by token. */
  public static Answer tokens(List<String> tokens) {
    return of(new Tokens(tokens));
  }

  /** Server-sent events as they were recorded. */
  public static Answer transcript(String events) {
    return of(new Transcript(events));
  }

  /** A refusal by HTTP's status, with an error object as OpenAI writes it. */
  public static Answer failure(int status, String message) {
    return failure(status, message, Map.of());
  }

  /** A refusal by HTTP's status, with an error object as OpenAI writes it, and headers ({@code Retry-After}). */
  public static Answer failure(int status, String message, Map<String, String> headers) {
    return of(new Failure(status, headers, Json.error(message)));
  }

  private static Answer of(Content content) {
    return new Answer(content, new Fault.None());
  }

  /** The same answer, going wrong. */
  public Answer with(Fault newFault) {
    return new Answer(content, newFault);
  }
}
