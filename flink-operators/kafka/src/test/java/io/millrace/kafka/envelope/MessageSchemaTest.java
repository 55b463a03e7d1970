package io.millrace.kafka.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.schemas.ClassificationResult;
import java.io.InputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class MessageSchemaTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A change of this schema is a change of what topics hold: old readers and old records must be thought of. */
  @Test
  void theSchemaFollowsFromThePayloads() throws Exception {
    try (InputStream golden = getClass().getResourceAsStream("ClassificationResultMessage.avsc")) {
      assertThat(JSON.readTree(MessageSchema.of(ClassificationResult.class).toString())
              .toPrettyString())
          .isEqualTo(JSON.readTree(golden).toPrettyString());
    }
  }

  @Test
  void aPayloadWithoutANameGivesTheMessageItsTypes() {
    assertThat(MessageSchema.of(String.class).getFullName())
        .isEqualTo("io.millrace.envelope.StringMessage");
    assertThat(MessageSchema.of(Long.class).getFullName())
        .isEqualTo("io.millrace.envelope.LongMessage");
    assertThat(
            MessageSchema.of(Schema.createArray(Schema.create(Schema.Type.INT))).getFullName())
        .isEqualTo("io.millrace.envelope.ArrayMessage");
  }

  @Test
  void aPayloadThatMayItselfBeAbsentIsRefused() {
    Schema optional =
        Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.INT));

    assertThatThrownBy(() -> MessageSchema.of(optional))
        .hasMessage("a payload's schema must not be a union or null but was [\"null\",\"int\"]");
  }
}
