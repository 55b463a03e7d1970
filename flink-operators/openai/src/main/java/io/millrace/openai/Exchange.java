package io.millrace.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request of OpenAI's client by the JDK's HTTP client, which waits for thousands of answers with one thread.
 * The lines of a stream go to a subscriber, and OpenAI's client sees an empty body; any other body is read whole.
 *
 * <p>The key is put on here, so that OpenAI's client, its errors and its logs never hold it.
 */
final class Exchange implements HttpClient {

  /** A response with all of its body, but for the lines of a stream. */
  record Answered(int statusCode, Headers headers, String text, boolean streams)
      implements HttpResponse {

    Optional<String> header(String name) {
      return headers.values(name).stream().findFirst();
    }

    boolean isSuccess() {
      return statusCode / 100 == 2;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  /** What OpenAI's client says with a key that is none. */
  private static final Set<String> CREDENTIALS = Set.of("authorization", "api-key");

  private final java.net.http.HttpClient http;
  private final Optional<String> key;
  private final Flow.@Nullable Subscriber<String> lines;
  private @Nullable CompletableFuture<?> sending;
  private @Nullable Answered answered;
  private boolean cancelled;

  private Exchange(
      java.net.http.HttpClient http,
      Optional<String> key,
      Flow.@Nullable Subscriber<String> lines) {
    this.http = http;
    this.key = key;
    this.lines = lines;
  }

  /** A request whose answer is read whole. */
  static Exchange whole(java.net.http.HttpClient http, Optional<String> key) {
    return new Exchange(http, key, null);
  }

  /** A request whose answer, if it is a stream, goes to a subscriber line by line. */
  static Exchange streamed(
      java.net.http.HttpClient http, Optional<String> key, Flow.Subscriber<String> lines) {
    return new Exchange(http, key, lines);
  }

  /** The response, when the request's future is done; nothing if there was none. */
  synchronized Optional<Answered> answered() {
    return Optional.ofNullable(answered);
  }

  /** Closes the connection if the response has not begun; that of a stream is its subscriber's to cancel. */
  void cancel() {
    CompletableFuture<?> current;
    synchronized (this) {
      cancelled = true;
      current = sending;
    }
    if (current != null) {
      current.cancel(true);
    }
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    var sent = http.sendAsync(translate(request), this::subscriber);
    boolean late;
    synchronized (this) {
      sending = sent;
      late = cancelled;
    }
    if (late) {
      sent.cancel(true);
    }
    return sent.thenApply(this::take);
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    return executeAsync(request, options).join();
  }

  @Override
  public void close() {}

  private java.net.http.HttpRequest translate(HttpRequest request) {
    var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    for (String name : request.headers().names()) {
      if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
        request.headers().values(name).forEach(value -> builder.header(name, value));
      }
    }
    key.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
    builder.header("Accept", lines == null ? "application/json" : "text/event-stream");
    return builder.POST(BodyPublishers.ofByteArray(bytes(request, builder))).build();
  }

  private static byte[] bytes(HttpRequest request, java.net.http.HttpRequest.Builder builder) {
    HttpRequestBody body = request.body();
    if (body == null) {
      return new byte[0];
    }
    String contentType = body.contentType();
    if (contentType != null) {
      builder.setHeader("Content-Type", contentType);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.writeTo(bytes);
    return bytes.toByteArray();
  }

  private BodySubscriber<byte[]> subscriber(ResponseInfo response) {
    return lines != null && streams(response)
        ? new EarlyBody(BodySubscribers.fromLineSubscriber(
            lines, any -> new byte[0], StandardCharsets.UTF_8, null))
        : BodySubscribers.ofByteArray();
  }

  /** Some servers answer with JSON at once, be it an error or all of an answer. */
  private static boolean streams(ResponseInfo response) {
    String type = response.headers().firstValue("content-type").orElse("");
    return response.statusCode() / 100 == 2
        && !type.toLowerCase(Locale.ROOT).startsWith("application/json");
  }

  private synchronized Answered take(java.net.http.HttpResponse<byte[]> response) {
    Headers.Builder headers = Headers.builder();
    response.headers().map().forEach(headers::put);
    boolean streams = lines != null && streams(new Info(response));
    String text = new String(response.body(), StandardCharsets.UTF_8);
    Answered taken = new Answered(response.statusCode(), headers.build(), text, streams);
    answered = taken;
    return taken;
  }

  private record Info(
      int statusCode, java.net.http.HttpHeaders headers, java.net.http.HttpClient.Version version)
      implements ResponseInfo {
    Info(java.net.http.HttpResponse<?> response) {
      this(response.statusCode(), response.headers(), response.version());
    }
  }
}
