package io.millrace.kafka.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The schemas of released versions: of the envelope here, one whose payload is a string; of the standard payloads in the
 * module that defines them. A message's is the one with the other in the place of the string.
 */
final class ReleasedSchemas {

  private static final String ENVELOPES = "/io/millrace/kafka/envelope/released/";
  private static final String PAYLOADS = "/io/millrace/schemas/released/";

  private ReleasedSchemas() {}

  /** What messages with such payloads have been written with: with today's payload, and with those of old. */
  static List<Schema> messages(Class<?> payload) {
    Schema today = MessageSchema.payload(payload);
    List<Schema> messages = new ArrayList<>();
    for (String version : versions()) {
      Schema envelope = envelope(version);
      messages.add(MessageSchema.of(envelope, today));
      payload(version, today.getName())
          .filter(released -> released.getFullName().equals(today.getFullName()))
          .ifPresent(released -> messages.add(MessageSchema.of(envelope, released)));
    }
    return messages;
  }

  static List<String> versions() {
    return text(ENVELOPES + "versions.txt").orElseThrow().lines().toList();
  }

  static Schema envelope(String version) {
    return text(ENVELOPES + version + ".avsc").map(ReleasedSchemas::parsed).orElseThrow();
  }

  private static Optional<Schema> payload(String version, String name) {
    return text(PAYLOADS + version + "/" + name + ".avsc").map(ReleasedSchemas::parsed);
  }

  private static Schema parsed(String text) {
    return new Schema.Parser().parse(text);
  }

  private static Optional<String> text(String resource) {
    try (InputStream stream = ReleasedSchemas.class.getResourceAsStream(resource)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
