package io.millrace.kafka.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.kafka.registry.SchemaRegistry.Registration;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;

/** Asks a registry for ids and schemas. It remembers nothing, and holds nothing open. */
public final class RegistryClient {

  /** "Schema not found", unlike a 404 of whatever else may listen there. */
  private static final int NO_SUCH_SCHEMA = 40403;

  private static final int NO_SUCH_SUBJECT = 40401;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SchemaRegistry registry;
  private final RegistryCalls calls;

  /** For a registry. */
  public RegistryClient(SchemaRegistry registry) {
    this.registry = registry;
    this.calls = new RegistryCalls(registry);
  }

  /**
   * The id of a writer's schema, registered if it is not yet there and that is not left to others.
   *
   * @throws RegistryException if the registry cannot be reached, or refuses the schema, or has none and is to get none
   */
  public int id(String subject, Schema schema) {
    boolean registers = registry.registration() == Registration.REGISTER;
    ObjectNode body = JSON.createObjectNode().put("schema", portable(schema));
    String path = "/subjects/" + encoded(subject) + (registers ? "/versions" : "");
    RegistryCalls.Answer answer = calls.post(path, body);
    if (answer.isOk() && answer.body().path("id").isInt()) {
      return answer.body().path("id").intValue();
    }
    if (registers && (answer.status() == CONFLICT || answer.status() == INVALID)) {
      throw new RegistryException(
          "registry " + registry + " refuses the schema " + schema.getFullName() + " for subject '"
              + subject + "': " + answer.message(),
          null);
    }
    if (answer.isError(NO_SUCH_SCHEMA) || answer.isError(NO_SUCH_SUBJECT)) {
      throw new RegistryException(
          "registry " + registry + " must have the schema " + schema.getFullName()
              + " under subject '" + subject + "', for it is not to be registered, but has not",
          null);
    }
    throw calls.unexpected(answer);
  }

  /**
   * The text of the schema with an id, if the registry knows one of Avro's.
   *
   * @throws RegistryException if the registry cannot be reached
   */
  public Optional<String> schema(int id) {
    RegistryCalls.Answer answer = calls.get("/schemas/ids/" + Integer.toUnsignedString(id));
    if (answer.isError(NO_SUCH_SCHEMA)) {
      return Optional.empty();
    }
    JsonNode schema = answer.body().path("schema");
    if (!answer.isOk() || !schema.isTextual()) {
      throw calls.unexpected(answer);
    }
    String type = answer.body().path("schemaType").asText("AVRO");
    return type.equals("AVRO") ? Optional.of(schema.textValue()) : Optional.empty();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without what only Java's Avro reads: others register the same schema, and it is to have one id. */
  private static String portable(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      tree.findParents("avro.java.string")
          .forEach(parent -> ((ObjectNode) parent).remove("avro.java.string"));
      return new Schema.Parser().parse(tree.toString()).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes a schema as JSON", e);
    }
  }
}
