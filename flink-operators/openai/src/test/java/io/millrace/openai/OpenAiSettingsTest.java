package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiSettingsTest {

  private static OpenAiSettings.Builder settings() {
    return OpenAiSettings.of("http://localhost:8000/v1", "m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/v1",
        "localhost:8000",
        "http:///v1",
        "http://user:pw@host/v1",
        "http://user:p^w@host/v1",
        "http://host/v1?key=k",
        "/v1"
      })
  void aBaseUrlIsPlain(String url) {
    assertThatThrownBy(() -> OpenAiSettings.of(url, "m").build())
        .hasMessage("baseUrl must be like http://host:port/v1, without user, query and fragment");
  }

  @Test
  void aTimeOutMayBeForEver() {
    Duration forEver = ChronoUnit.FOREVER.getDuration();
    OpenAiSettings patient = settings()
        .connectTimeout(forEver)
        .answerTimeout(forEver)
        .silenceTimeout(forEver)
        .build();
    assertThat(List.of(patient.connectTimeout(), patient.answerTimeout(), patient.silenceTimeout()))
        .allSatisfy(time -> assertThat(time.toNanos()).isGreaterThan(1L << 60));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> OpenAiSettings.of("http://localhost/v1", " ").build())
        .hasMessage("model must be a name but is blank");
    assertThatThrownBy(() -> settings().silenceTimeout(Duration.ZERO).build())
        .hasMessage("silenceTimeout must be longer than nothing but was PT0S");
    assertThatThrownBy(() -> settings().maxParallelRequests(0).build())
        .hasMessage("maxParallelRequests must be at least 1 but was 0");
    assertThatThrownBy(
            () -> settings().endpoint(Endpoint.COMPLETIONS).systemPrompt("s").build())
        .hasMessage("systemPrompt needs endpoint CHAT_COMPLETIONS but endpoint is COMPLETIONS");
    assertThatThrownBy(() -> settings().extraBody("[]").build())
        .hasMessage("extraBody must be a JSON object but is not");
    assertThatThrownBy(() -> settings().extraBody("{").build())
        .hasMessage("extraBody must be a JSON object but is not");
    assertThatThrownBy(() -> settings().extraBody("{\"stream\":true}").build())
        .hasMessage("extraBody must not hold 'stream', which the module says itself");
  }
}
