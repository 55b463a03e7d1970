package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaDocumentationTest {
  @Test
  void namesEveryRecordThatTasksAndActionsNeed() throws IOException {
    assertThat(schemas())
        .extracting(Schema::getName)
        .containsExactlyInAnyOrder(
            "Token",
            "TokenizationResults",
            "TokenizationStreamResult",
            "TokenClassificationResult",
            "TokenClassificationResults",
            "TokenClassificationStreamResult",
            "ClassificationResult",
            "ClassificationResults",
            "GeneratedToken",
            "FinishReason",
            "ProducerId",
            "GeneratedTextResult",
            "GenerationDetails",
            "GeneratedTextStreamResult",
            "ToolCall",
            "ChatMessage",
            "ChatMessages",
            "AnyValue",
            "ActionRequestKind",
            "ActionHaltSide",
            "ActionHaltTarget",
            "ActionHalt",
            "ActionStreaming",
            "ActionForkSource",
            "ActionRequest",
            "ActionReplyItem",
            "ActionReplyEnding",
            "ActionReplyEnd",
            "ActionReply");
  }

  @Test
  void saysWhatEveryRecordAndFieldIs() throws IOException {
    assertThat(schemas())
        .allSatisfy(
            schema -> assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank());
    assertThat(fields())
        .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
  }

  @Test
  void saysThatIndicesCountCodePoints() throws IOException {
    assertThat(fields())
        .filteredOn(field -> field.name().matches("start|end|.*_index"))
        .hasSizeGreaterThan(8)
        .allSatisfy(field -> assertThat(field.doc()).as(field.name()).contains("code point"));
  }

  @Test
  void givesEveryFieldThatMayBeNullTheDefaultNull() throws IOException {
    assertThat(fields())
        .filteredOn(field -> field.schema().isNullable())
        .isNotEmpty()
        .allSatisfy(
            field -> assertThat(field.hasDefaultValue()).as(field.name()).isTrue());
  }

  private static List<Schema.Field> fields() throws IOException {
    return schemas().stream()
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .flatMap(schema -> schema.getFields().stream())
        .toList();
  }

  private static List<Schema> schemas() throws IOException {
    return List.copyOf(Definitions.schemas().values());
  }
}
