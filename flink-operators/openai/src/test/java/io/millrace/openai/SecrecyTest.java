package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.StatusException;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.ServerSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key is where it must be, in the request, and nowhere else. */
class SecrecyTest {

  private static final String KEY = "sk-very-secret-123";
  private static final Map<String, String> ENVIRONMENT = Map.of("MODEL_KEY", KEY);

  private static Asking asking(Answers answers, KeySource source) {
    return Asking.of(ServerSettings.of(answers), settings -> settings.apiKey(source), ENVIRONMENT);
  }

  @Test
  void theKeyOfTheEnvironmentOrAFileIsSent(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), " " + KEY + "\n");
    for (KeySource source :
        new KeySource[] {KeySource.environment("MODEL_KEY"), KeySource.file(file)}) {
      Answers echo =
          question -> Answer.text(question.headers().getOrDefault("authorization", "nothing"));
      try (Asking asking = asking(echo, source)) {
        assertThat(Asking.concatenated(asking.pieces())).isEqualTo("Bearer " + KEY);
        assertThat(asking.text.unaryUnary("any").getGeneratedText()).isEqualTo("Bearer " + KEY);
      }
    }
  }

  @Test
  void withoutAKeyNoneIsSent() throws Exception {
    Answers echo = question -> Answer.text(String.join(" ", question.headers().keySet()));
    try (Asking asking = asking(echo, KeySource.none())) {
      assertThat(asking.text.unaryUnary("any").getGeneratedText())
          .contains("content-type")
          .doesNotContain("authorization", "api-key");
    }
  }

  @Test
  void serializedSettingsHoldTheNameOnly() throws Exception {
    OpenAiSettings settings = OpenAiSettings.of("http://localhost:1/v1", "m")
        .apiKey(KeySource.environment("MODEL_KEY"))
        .build();
    OpenAiModule.of(settings, ENVIRONMENT).close();

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .contains("MODEL_KEY")
        .doesNotContain(KEY);
    assertThat(settings.toString()).contains("MODEL_KEY").doesNotContain(KEY);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }

  @Test
  void aServerThatRepeatsTheKeyDoesNotGiveItAway() throws Exception {
    Answers telling =
        Answers.always(Answer.failure(401, "x".repeat(480) + " wrong key: " + KEY + "!"));
    try (Asking asking = asking(telling, KeySource.environment("MODEL_KEY"))) {
      for (StatusException failure :
          new StatusException[] {asking.streamFailure(), asking.wholeFailure()}) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
            .contains("answered 401")
            .doesNotContain("secret")
            .doesNotContain("sk-");
      }
      assertThat(asking.text.toString()).doesNotContain(KEY);
      assertThat(asking.text.module().toString()).doesNotContain(KEY);
    }
    try (Asking asking = asking(
        Answers.always(
            Answer.transcript("data: {\"error\":{\"message\":\"key " + KEY + "\"}}\n\n")),
        KeySource.environment("MODEL_KEY"))) {
      assertThat(asking.plain(asking.streamFailure()))
          .isEqualTo("INTERNAL: model server S sent an error: key [key]");
    }
  }

  @Test
  void aKeyThatIsNotThereIsNamedAndOneThatIsUnfitIsNotShown(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> KeySource.environment("OTHER_KEY").read(ENVIRONMENT))
        .hasMessage(
            "the key of the model server must be in environment OTHER_KEY, which is not set");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> KeySource.file(missing).read(ENVIRONMENT))
        .hasMessage("the key of the model server must be in file " + missing
            + ", which cannot be read: NoSuchFileException");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThatThrownBy(() -> KeySource.file(empty).read(ENVIRONMENT))
        .hasMessage("the key of the model server must be in file " + empty + ", which is empty");
    Path unfit = Files.writeString(folder.resolve("unfit"), "sk-1\nsk-2");
    assertThatThrownBy(() -> KeySource.file(unfit).read(ENVIRONMENT))
        .hasMessage(
            "the key of the model server must be visible ASCII without blanks, which that in file "
                + unfit + " is not");
    assertThatThrownBy(() -> KeySource.environment(KEY))
        .hasMessage("the key's source must be the name of an environment variable, not a key "
            + "(what was given is not shown)");
  }
}
