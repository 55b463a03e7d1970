package io.millrace.kafka.registry;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a schema registry is, and what it is asked for.
 *
 * @param url what the paths of Confluent's REST API come behind, for instance {@code http://localhost:8081}, or of Apicurio's
 *     registry {@code http://localhost:8080/apis/ccompat/v7}; {@code https://user:password@…} authenticates
 * @param registration what a writer does with its schema
 */
public record SchemaRegistry(URI url, Registration registration) implements Serializable {

  /** What a writer does with its schema. */
  public enum Registration {
    /** Registers it, unless it is there; the registry says whether it suits those that are. */
    REGISTER,
    /** Asks for its id, and fails where there is none: somebody else registers schemas. */
    LOOK_UP
  }

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Validates that it can be called. */
  public SchemaRegistry {
    if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
      throw refusal(url.toString());
    }
  }

  /** This registry; a writer registers its schema. */
  public static SchemaRegistry of(String url) {
    try {
      return new SchemaRegistry(new URI(url), Registration.REGISTER);
    } catch (URISyntaxException e) {
      throw refusal(url);
    }
  }

  private static IllegalArgumentException refusal(String url) {
    return new IllegalArgumentException(
        "registry must be a URL that begins with http:// or https:// but was \"" + url + "\"");
  }

  /** The same, whose writers find their schemas registered. */
  public SchemaRegistry withoutRegistering() {
    return new SchemaRegistry(url, Registration.LOOK_UP);
  }

  /** Without the password, for messages and logs. */
  @Override
  public String toString() {
    String text = url.toString();
    return url.getRawUserInfo() == null ? text : text.replace(url.getRawUserInfo() + "@", "");
  }
}
