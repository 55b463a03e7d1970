package io.millrace.examples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.examples.Outcome;
import io.millrace.kafka.envelope.MessageSchema;
import io.millrace.schemas.TokenClassificationResults;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescribeCommandTest {

  private static final String SPANS =
      "../flink-operators/text/src/test/resources/modules/span-classification";

  @Test
  void saysAllThereIsToSay() {
    Outcome outcome = Outcome.of("describe", "--module", SPANS);

    assertThat(outcome).isEqualTo(new Outcome(0, """
        module span-classification 1.0.0
          settings
            segments     string: a text; set to [^.!?\\s][^.!?]*[.!?]?
            look_behind  long: between 1 and 65536; default 32
            sentences    string: a text
            trimmed      boolean: true or false; default false
            cap          long: between 2 and 1048576; default 16384; set to 1024
            classifier   module: the path of a module's folder within this one, or its module_id, version and settings; required; set to {module_id=pattern-entities, version=1.0.0, settings={built_in=[], patterns=[{label=FIRST, regex=^\\w+}]}}
            task         string: one of [text-classification, token-classification]

        task token-classification
          backend  local
          exact    yes
          flavours
            unary_unary    from STREAM_STREAM: splits the input, joins the output; buffers nothing
            unary_stream   from STREAM_STREAM: splits the input; buffers nothing
            stream_unary   from STREAM_STREAM: joins the output; buffers nothing
            stream_stream  is native
          parameters
            threshold  double: between 0 and 1; default 0.5
            labels     list of strings: a list of texts; default []
          types, each with the schema of its messages
            input whole     java.lang.String, io.millrace.envelope.StringMessage
            input element   java.lang.String, io.millrace.envelope.StringMessage
            output whole    io.millrace.schemas.TokenClassificationResults, io.millrace.schemas.TokenClassificationResultsMessage
            output element  io.millrace.schemas.TokenClassificationStreamResult, io.millrace.schemas.TokenClassificationStreamResultMessage
        """, ""));
  }

  static Stream<Path> samples() {
    return SampleFolders.byFactory().values().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void describesEveryModuleThatHasAFactory(Path folder) {
    ModuleDescription module = new ModuleAt(folder.toString()).describe();

    Outcome outcome = Outcome.of("describe", "--module", folder.toString());

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("module " + module.id() + " " + module.version() + "\n");
    for (ServedTask task : module.tasks()) {
      String own = section(outcome.out(), task.name());
      assertThat(own.lines().filter(line -> line.matches(" {4}(unary|stream)_.*")))
          .hasSize(Flavor.values().length);
      task.parameters()
          .forEach(parameter -> assertThat(own)
              .containsPattern(" {4}" + parameter.name() + " +" + parameter.type() + ": "
                  + Pattern.quote(parameter.rule())));
    }
    module
        .settings()
        .forEach(setting -> assertThat(outcome.out())
            .containsPattern("\n {4}" + setting.name() + " +" + setting.type() + ": "));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theJsonSaysTheSame(Path folder) throws Exception {
    ModuleDescription module = new ModuleAt(folder.toString()).describe();

    Outcome outcome = Outcome.of("describe", "--json", "--module", folder.toString());

    JsonNode json = JsonMapper.builder().build().readTree(outcome.out());
    assertThat(json.path("module_id").textValue()).isEqualTo(module.id());
    assertThat(json.path("version").textValue()).isEqualTo(module.version());
    assertThat(json.path("settings").findValuesAsText("name"))
        .isEqualTo(
            module.settings().stream().map(ModuleDescription.SettingValue::name).toList());
    assertThat(json.path("tasks").size()).isEqualTo(module.tasks().size());
    for (int i = 0; i < module.tasks().size(); i++) {
      ServedTask task = module.tasks().get(i);
      JsonNode own = json.path("tasks").path(i);
      assertThat(own.path("name").textValue()).isEqualTo(task.name());
      assertThat(own.path("exact").booleanValue()).isEqualTo(task.givesUp().isEmpty());
      assertThat(own.path("flavors").findValuesAsText("words"))
          .isEqualTo(
              task.flavors().stream().map(ModuleDescription.ServedFlavor::words).toList());
      assertThat(own.path("parameters").findValuesAsText("name"))
          .isEqualTo(task.parameters().stream()
              .map(ModuleDescription.ServedParameter::name)
              .toList());
    }
  }

  @Test
  void theSchemasAreThoseOfTheEnvelopes() throws Exception {
    String folder = SPANS;

    Outcome json = Outcome.of("describe", "--json", "--schemas", "--module", folder);
    Outcome text = Outcome.of("describe", "--schemas", "--module", folder);

    Schema whole = MessageSchema.of(TokenClassificationResults.class);
    JsonNode output = JsonMapper.builder().build().readTree(json.out()).at("/tasks/0/output/whole");
    assertThat(output.path("class").textValue())
        .isEqualTo(TokenClassificationResults.class.getName());
    assertThat(new Schema.Parser().parse(output.path("schema").toString())).isEqualTo(whole);
    assertThat(text.out()).contains(SchemaFormatter.format("json/pretty", whole));
  }

  @Test
  void saysOnlyWhatOneTaskIs() {
    Outcome all = Outcome.of("describe", "--module", SPANS);
    Outcome one = Outcome.of("describe", "--module", SPANS, "--task", "token-classification");

    assertThat(one).isEqualTo(all);
  }

  private static String section(String text, String task) {
    String from = text.substring(text.indexOf("\ntask " + task + "\n") + 1);
    int next = from.indexOf("\ntask ");
    return next < 0 ? from : from.substring(0, next);
  }
}
