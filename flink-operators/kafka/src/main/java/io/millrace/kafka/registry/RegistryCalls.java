package io.millrace.kafka.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The calls themselves. By {@link HttpURLConnection}, which has no threads of its own: nothing is left behind in a task
 * manager where a job ended.
 */
final class RegistryCalls {

  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SchemaRegistry registry;

  RegistryCalls(SchemaRegistry registry) {
    this.registry = registry;
  }

  /** What came back; the body is missing where it was no JSON. */
  record Answer(int status, JsonNode body) {

    boolean isOk() {
      return status == HttpURLConnection.HTTP_OK;
    }

    boolean isError(int code) {
      return !isOk() && body.path("error_code").asInt() == code;
    }

    String message() {
      return body.path("message").asText("no reason given");
    }
  }

  Answer get(String path) {
    return call(path, null);
  }

  Answer post(String path, JsonNode body) {
    return call(path, body);
  }

  RegistryException unexpected(Answer answer) {
    return new RegistryException(
        "registry " + registry + " must answer as Confluent's REST API does but answered "
            + answer.status() + ": "
            + (answer.body().isMissingNode() ? "no JSON" : answer.body().toString()),
        null);
  }

  private Answer call(String path, @Nullable JsonNode body) {
    try {
      URI url = registry.url();
      String base = url.toString().replaceAll("/+$", "");
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(base + path).toURL().openConnection();
      connection.setConnectTimeout((int) PATIENCE.toMillis());
      connection.setReadTimeout((int) PATIENCE.toMillis());
      connection.setRequestProperty("Accept", TYPE + ", application/json");
      if (url.getUserInfo() != null) {
        String secret =
            Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
        connection.setRequestProperty("Authorization", "Basic " + secret);
      }
      if (body != null) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", TYPE);
        connection.getOutputStream().write(JSON.writeValueAsBytes(body));
      }
      return new Answer(connection.getResponseCode(), answered(connection));
    } catch (IOException e) {
      throw new RegistryException("registry " + registry + " cannot be reached: " + e, e);
    }
  }

  private static JsonNode answered(HttpURLConnection connection) throws IOException {
    boolean failed = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream stream = failed ? connection.getErrorStream() : connection.getInputStream()) {
      return stream == null ? MissingNode.getInstance() : tree(stream.readAllBytes());
    }
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
