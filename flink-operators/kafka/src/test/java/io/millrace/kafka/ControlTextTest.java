package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.flink.ModuleControl;
import io.millrace.kafka.record.UndecodableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTextTest {

  private static ModuleControl parse(String json) throws UndecodableException {
    return ControlText.parse(json.getBytes(UTF_8));
  }

  @Test
  void aModuleAndDefaultsAreRead() throws UndecodableException {
    assertThat(parse("{\"operator\": \"pii\", \"module\": \"s3://m/2\", \"defaults\":"
            + " {\"threshold\": 0.4, \"labels\": [\"A\", \"B\"], \"most\": 3, \"all\": true}}"))
        .isEqualTo(ModuleControl.module("pii", "s3://m/2")
            .withDefaults(Parameters.of(
                Map.of("threshold", 0.4, "labels", List.of("A", "B"), "most", 3, "all", true))));
  }

  @Test
  void whatIsAbsentOrNullStaysAsItIs() throws UndecodableException {
    assertThat(parse("{\"operator\": \"pii\", \"module\": \"s3://m/2\", \"defaults\": null}"))
        .isEqualTo(ModuleControl.module("pii", "s3://m/2"));
    assertThat(parse("{\"operator\": \"pii\", \"defaults\": {}}"))
        .isEqualTo(ModuleControl.defaults("pii", Parameters.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | a control must be a JSON object but was null",
        "{\"operator\": \"p\", \"modul\": \"x\"} | a control has the fields [defaults, module,"
            + " operator] but this one has [modul] too",
        "{\"module\": \"x\"} | a control must have a field 'operator' but has none",
        "{\"operator\": \"p\"} | a control of operator 'p' must have a module, or defaults, or"
            + " both, but has neither",
        "{\"operator\": \"p.q\", \"module\": \"x\"} | an operator's name must match"
            + " [A-Za-z][A-Za-z0-9_-]* but was \"p.q\"",
        "{\"operator\": \"p\", \"module\": 2} | a control's module must be a text but was 2",
        "{\"operator\": \"p\", \"defaults\": [1]} | a control's defaults must be an object but"
            + " were [1]",
        "{\"operator\": \"p\", \"defaults\": {\"t\": null}} | parameter 't' must be a boolean, a"
            + " number, a string or a list of strings but was null"
      })
  void whatIsNoControlIsRefused(String json, String because) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[]", "{", "{} {}", "{\"operator\": \"p\", \"operator\": \"q\"}"})
  void whatIsNotOneJsonObjectIsRefused(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("a control must be a JSON object but is not: ");
  }
}
