package io.millrace.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A registry in this process, which answers the calls that are made as Confluent's does: backward compatible is enough. */
public final class RegistryServer implements TestRegistry {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<Schema>> subjects = new HashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile String authorization = "";

  private record Answer(int status, String body) {
    static Answer error(int status, int code, String message) {
      return new Answer(
          status,
          JSON.createObjectNode()
              .put("error_code", code)
              .put("message", message)
              .toString());
    }
  }

  /** One on a free port. */
  public RegistryServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @Override
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** How many calls came. */
  public int calls() {
    return calls.get();
  }

  /** How the last caller named itself. */
  public String authorization() {
    return authorization;
  }

  /** Is overloaded for so many calls. */
  public void refuse(int times) {
    refusals.set(times);
  }

  private void handle(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    authorization =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
    Answer answer = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0
        ? Answer.error(503, 50302, "overloaded")
        : answer(exchange.getRequestMethod(), path, body);
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer answer(String method, String[] path, JsonNode body) {
    return switch (method + " " + path[0] + " " + path.length) {
      case "GET schemas 3" -> schema(Integer.parseUnsignedInt(path[2]));
      case "POST subjects 2" -> lookUp(URLDecoder.decode(path[1], UTF_8), body);
      case "POST subjects 3" -> register(URLDecoder.decode(path[1], UTF_8), body);
      default -> new Answer(404, "<html>no such page</html>");
    };
  }

  private Answer schema(int id) {
    return id < 1 || id > schemas.size()
        ? Answer.error(404, 40403, "Schema " + id + " not found")
        : new Answer(
            200,
            JSON.createObjectNode()
                .put("schema", schemas.get(id - 1).toString())
                .toString());
  }

  private Answer lookUp(String subject, JsonNode body) {
    Schema schema = new Schema.Parser().parse(body.get("schema").textValue());
    List<Schema> versions = subjects.get(subject);
    if (versions == null) {
      return Answer.error(404, 40401, "Subject '" + subject + "' not found.");
    }
    return versions.contains(schema) ? id(schema) : Answer.error(404, 40403, "Schema not found");
  }

  private Answer register(String subject, JsonNode body) {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(body.get("schema").textValue());
    } catch (AvroRuntimeException e) {
      return Answer.error(422, 42201, "Invalid schema");
    }
    List<Schema> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (!versions.contains(schema)) {
      if (!versions.isEmpty() && !reads(schema, versions.get(versions.size() - 1))) {
        return Answer.error(
            409, 409, "Schema being registered is incompatible with an earlier schema");
      }
      versions.add(schema);
    }
    return id(schema);
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private Answer id(Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return new Answer(
        200, JSON.createObjectNode().put("id", schemas.indexOf(schema) + 1).toString());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
