package io.millrace.examples.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Asks a model server with nothing between: the JDK's own client, and a look at each line. */
final class BareClient {

  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI chat;
  private final String model;

  BareClient(String url, String model) {
    this.chat = URI.create(url + "/chat/completions");
    this.model = model;
  }

  /** Asks, and runs the action at each piece of the answer that has text; done when the answer is. */
  CompletableFuture<HttpResponse<Void>> ask(String prompt, Runnable token) {
    HttpRequest request = HttpRequest.newBuilder(chat)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body(prompt)))
        .build();
    return http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(token)));
  }

  private String body(String prompt) {
    try {
      return json.writeValueAsString(Map.of(
          "model",
          model,
          "stream",
          true,
          "messages",
          List.of(Map.of("role", "user", "content", prompt))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a prompt must be text but is not", e);
    }
  }

  private boolean hasText(String line) {
    if (!line.startsWith(DATA) || line.endsWith(DONE)) {
      return false;
    }
    try {
      return !json.readTree(line.substring(DATA.length()))
          .at("/choices/0/delta/content")
          .asText("")
          .isEmpty();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the server must send JSON but sent " + line, e);
    }
  }

  private final class Lines implements Flow.Subscriber<String> {
    private final Runnable token;

    private Lines(Runnable token) {
      this.token = token;
    }

    @Override
    public void onSubscribe(Flow.Subscription lines) {
      lines.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (hasText(line)) {
        token.run();
      }
    }

    @Override
    public void onError(Throwable failure) {
      // The response's future fails with it.
    }

    @Override
    public void onComplete() {
      // The response's future is done.
    }
  }
}
