package io.millrace.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which server is asked, and how. Settings travel in the job graph and hold no secret; {@code extraBody} is sent as it
 * stands, and must hold none either.
 *
 * @param baseUrl where the API begins, {@code http://localhost:8000/v1}
 * @param model the model asked for
 * @param apiKey where the key is found
 * @param endpoint by which way a text is generated; a chat always goes by {@link Endpoint#CHAT_COMPLETIONS}
 * @param systemPrompt what the model is told before everything else; empty for nothing
 * @param connectTimeout how long connecting may take
 * @param answerTimeout how long a stream may take to begin, and an answer that is not streamed to be whole
 * @param silenceTimeout how long a stream that has begun may be silent; comments that keep it alive break the silence
 * @param maxParallelRequests how many requests may be under way at once; more of them wait for their turn
 * @param deterministic whether the server gives equal answers to equal requests, which is for its owner to know
 * @param extraBody a JSON object of what else to say in the body of each request: tools, a response format, a server's own
 *     parameters
 */
public record OpenAiSettings(
    URI baseUrl,
    String model,
    KeySource apiKey,
    Endpoint endpoint,
    String systemPrompt,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration silenceTimeout,
    int maxParallelRequests,
    boolean deterministic,
    String extraBody)
    implements Serializable {

  /** What this module says itself; the rest of the body is free. */
  private static final List<String> RESERVED =
      List.of("model", "messages", "prompt", "stream", "stream_options", "n");

  /** For ever: a hundred years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Validates everything. */
  public OpenAiSettings {
    requireBaseUrl(baseUrl);
    if (model.isBlank()) {
      throw new IllegalArgumentException("model must be a name but is blank");
    }
    Objects.requireNonNull(apiKey, "apiKey");
    if (endpoint == Endpoint.COMPLETIONS && !systemPrompt.isEmpty()) {
      throw new IllegalArgumentException(
          "systemPrompt needs endpoint CHAT_COMPLETIONS but endpoint is COMPLETIONS");
    }
    connectTimeout = time("connectTimeout", connectTimeout);
    answerTimeout = time("answerTimeout", answerTimeout);
    silenceTimeout = time("silenceTimeout", silenceTimeout);
    if (maxParallelRequests < 1) {
      throw new IllegalArgumentException(
          "maxParallelRequests must be at least 1 but was " + maxParallelRequests);
    }
    requireExtraBody(extraBody);
  }

  private static void requireBaseUrl(URI baseUrl) {
    boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
    boolean plain = baseUrl.getRawUserInfo() == null
        && baseUrl.getRawQuery() == null
        && baseUrl.getRawFragment() == null;
    if (!http || baseUrl.getHost() == null || !plain) {
      throw notPlain();
    }
  }

  /** What was given is not shown, nor the cause, which would show it: there may be a password in it. */
  private static IllegalArgumentException notPlain() {
    return new IllegalArgumentException(
        "baseUrl must be like http://host:port/v1, without user, query and fragment");
  }

  /** A time that is one, and a number of nanoseconds. */
  private static Duration time(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be longer than nothing but was " + duration);
    }
    return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
  }

  private static void requireExtraBody(String extraBody) {
    if (extraBody.isEmpty()) {
      return;
    }
    JsonNode body = parse(extraBody)
        .orElseThrow(
            () -> new IllegalArgumentException("extraBody must be a JSON object but is not"));
    for (String name : RESERVED) {
      if (body.has(name)) {
        throw new IllegalArgumentException(
            "extraBody must not hold '" + name + "', which the module says itself");
      }
    }
  }

  private static Optional<JsonNode> parse(String json) {
    try {
      return Optional.of(Json.read(json)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What else to say in a request's body. */
  Optional<JsonNode> extra() {
    return extraBody.isEmpty() ? Optional.empty() : parse(extraBody);
  }

  /** Begins with a server and a model; everything else has a default. */
  public static Builder of(String baseUrl, String model) {
    return new Builder(parseUrl(baseUrl).orElseThrow(OpenAiSettings::notPlain), model);
  }

  private static Optional<URI> parseUrl(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Collects what is optional. */
  public static final class Builder {
    private final URI baseUrl;
    private final String model;
    private KeySource apiKey = KeySource.none();
    private Endpoint endpoint = Endpoint.CHAT_COMPLETIONS;
    private String systemPrompt = "";
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration answerTimeout = Duration.ofMinutes(10);
    private Duration silenceTimeout = Duration.ofMinutes(1);
    private int maxParallelRequests = 10_000;
    private boolean deterministic;
    private String extraBody = "";

    private Builder(URI baseUrl, String model) {
      this.baseUrl = baseUrl;
      this.model = model;
    }

    /** Where the key is found; by default there is none. */
    public Builder apiKey(KeySource source) {
      this.apiKey = source;
      return this;
    }

    /** By which way a text is generated; by default a chat's. */
    public Builder endpoint(Endpoint way) {
      this.endpoint = way;
      return this;
    }

    /** What the model is told before everything else; by default nothing. */
    public Builder systemPrompt(String prompt) {
      this.systemPrompt = prompt;
      return this;
    }

    /** How long connecting may take; by default ten seconds. */
    public Builder connectTimeout(Duration atMost) {
      this.connectTimeout = atMost;
      return this;
    }

    /** How long a stream may take to begin, and an answer that is not streamed to be whole; by default ten minutes. */
    public Builder answerTimeout(Duration atMost) {
      this.answerTimeout = atMost;
      return this;
    }

    /** How long a stream that has begun may be silent; by default a minute. */
    public Builder silenceTimeout(Duration atMost) {
      this.silenceTimeout = atMost;
      return this;
    }

    /** How many requests may be under way at once; by default ten thousand. */
    public Builder maxParallelRequests(int most) {
      this.maxParallelRequests = most;
      return this;
    }

    /** That the server gives equal answers to equal requests; by default none is known to. */
    public Builder deterministic(boolean equalAnswers) {
      this.deterministic = equalAnswers;
      return this;
    }

    /** A JSON object of what else to say in the body of each request; by default nothing. */
    public Builder extraBody(String json) {
      this.extraBody = json;
      return this;
    }

    /** The settings, validated. */
    public OpenAiSettings build() {
      return new OpenAiSettings(
          baseUrl,
          model,
          apiKey,
          endpoint,
          systemPrompt,
          connectTimeout,
          answerTimeout,
          silenceTimeout,
          maxParallelRequests,
          deterministic,
          extraBody);
    }
  }
}
