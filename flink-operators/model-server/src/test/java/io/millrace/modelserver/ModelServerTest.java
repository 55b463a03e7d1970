package io.millrace.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServerTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String TRANSCRIPT = """
      data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}

      : keep-alive

      data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":" you"},"finish_reason":null}]}

      data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> post(ModelServer server, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String chat(ModelServer server, String rest) throws IOException, InterruptedException {
    return post(
            server,
            "/chat/completions",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello?\"}]" + rest
                + "}")
        .body();
  }

  @Test
  void answersAsAWholeWithUsage() throws Exception {
    try (var server =
        ModelServer.start(ServerSettings.of(Answers.always(Answer.text("Hi you."))))) {
      assertThat(chat(server, ""))
          .contains("\"object\":\"chat.completion\"")
          .contains("\"message\":{\"role\":\"assistant\",\"content\":\"Hi you.\"}")
          .contains("\"finish_reason\":\"stop\"")
          .contains("\"completion_tokens\":2");
      assertThat(
              post(server, "/completions", "{\"model\":\"m\",\"prompt\":\"x\"}").body())
          .contains("\"object\":\"text_completion\"")
          .contains("\"text\":\"Hi you.\"");
    }
  }

  @Test
  void streamsTokenByTokenAndSaysHowManyIfAsked() throws Exception {
    try (var server =
        ModelServer.start(ServerSettings.of(Answers.always(Answer.text("Hi you."))))) {
      assertThat(chat(server, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
          .contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}")
          .contains("\"delta\":{\"content\":\"Hi\"}")
          .contains("\"delta\":{\"content\":\" you.\"}")
          .contains("\"choices\":[],\"usage\":{")
          .endsWith("data: [DONE]\n\n");
      assertThat(chat(server, ",\"stream\":true")).doesNotContain("usage");
      assertThat(server.metrics().tokensSent()).isEqualTo(4);
    }
  }

  @Test
  void stopsAtAStopTextAndAtTheMostTokens() throws Exception {
    try (var server =
        ModelServer.start(ServerSettings.of(Answers.always(Answer.text("one two three four"))))) {
      assertThat(chat(server, ",\"stop\":[\"wo\",\"four\"]"))
          .contains("\"content\":\"one t\"")
          .contains("\"finish_reason\":\"stop\"");
      assertThat(chat(server, ",\"max_tokens\":2"))
          .contains("\"content\":\"one two\"")
          .contains("\"finish_reason\":\"length\"");
    }
  }

  @Test
  void equalQuestionsGetEqualBytesAndOtherSeedsOtherAnswers() throws Exception {
    var answers = Answers.chosenFrom(List.of(Answer.text("a"), Answer.text("b"), Answer.text("c")));
    try (var server = ModelServer.start(ServerSettings.of(answers))) {
      assertThat(chat(server, ",\"seed\":1")).isEqualTo(chat(server, ",\"seed\":1"));
      assertThat(List.of(chat(server, ",\"seed\":1"), chat(server, ",\"seed\":2")))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void answersByTurnsByPromptAndAfterFailures() throws Exception {
    var answers = Answers.inTurn(List.of(Answer.text("first"), Answer.text("second")))
        .unless("Hel+o.*", Answer.text("hello"))
        .afterFirst(1, Answer.failure(429, "too many", Map.of("Retry-After", "3")));
    try (var server = ModelServer.start(ServerSettings.of(answers))) {
      HttpResponse<String> refused = post(server, "/completions", "{\"prompt\":\"x\"}");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("3");
      assertThat(refused.body())
          .isEqualTo("{\"error\":{\"message\":\"too many\",\"type\":\"replay\",\"code\":null}}");
      assertThat(chat(server, "")).contains("\"content\":\"hello\"");
      assertThat(post(server, "/completions", "{\"prompt\":\"x\"}").body()).contains("\"first\"");
      assertThat(post(server, "/completions", "{\"prompt\":\"x\"}").body()).contains("\"second\"");
      assertThat(post(server, "/completions", "{\"prompt\":\"x\"}").body()).contains("\"first\"");
    }
  }

  @Test
  void aTranscriptIsReplayedByteForByteOrAddedUp(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.sse"), TRANSCRIPT);
    Files.writeString(folder.resolve("note.txt"), "no transcript");
    var answers = Answers.chosenFrom(Answers.transcripts(folder));
    try (var server = ModelServer.start(ServerSettings.of(answers))) {
      assertThat(chat(server, ",\"stream\":true")).isEqualTo(TRANSCRIPT);
      assertThat(chat(server, ""))
          .contains("\"content\":\"Hi you\"")
          .contains("\"finish_reason\":\"stop\"");
    }
  }

  @Test
  void cuttingChangesNoByte() throws Exception {
    var cut = Answer.transcript(TRANSCRIPT).with(new Fault.Cut(1, true));
    try (var server = ModelServer.start(ServerSettings.of(Answers.always(cut)))) {
      assertThat(chat(server, ",\"stream\":true")).isEqualTo(TRANSCRIPT);
    }
  }

  @Test
  void anErrorCanTakeThePlaceOfTheRest() throws Exception {
    var broken = Answer.text("a b").with(new Fault.Instead(2, "{\"error\":{}}"));
    try (var server = ModelServer.start(ServerSettings.of(Answers.always(broken)))) {
      assertThat(chat(server, ",\"stream\":true"))
          .contains("\"a\"")
          .endsWith("data: {\"error\":{}}\n\n");
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    try (var server = ModelServer.start(ServerSettings.of(Answers.always(Answer.text("a"))))) {
      assertThat(post(server, "/chat/completions", "[]").body())
          .contains("the body must be a JSON object but is not");
      assertThat(post(server, "/chat/completions", "{").statusCode()).isEqualTo(400);
      assertThat(post(server, "/completions", "{}").body())
          .contains("prompt must hold one at least but is missing");
      assertThat(post(server, "/nothing", "{}").body()).contains("there is no POST /v1/nothing");
      assertThat(client
              .send(
                  HttpRequest.newBuilder(URI.create(server.baseUrl() + "/models"))
                      .build(),
                  BodyHandlers.ofString())
              .body())
          .contains("\"id\":\"replay\"");
    }
  }

  @Test
  void sendsAtTheSpeedAskedFor() throws Exception {
    var settings = ServerSettings.of(Answers.always(Answer.text("a b c d e f g h i j")))
        .withTokensPerSecond(50);
    try (var server = ModelServer.start(settings)) {
      long begin = System.nanoTime();
      chat(server, ",\"stream\":true");
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void oneThreadHoldsThousandsOfSlowAnswers() throws Exception {
    var settings =
        ServerSettings.of(Answers.always(Answer.text("never comes"))).withTokensPerSecond(0.001);
    int many = 2_000;
    try (var server = ModelServer.start(settings)) {
      try (var asking = new RawClients(server.port(), many)) {
        assertThat(server.await(now -> now.openAnswers() == many, LONG)).isTrue();
        assertThat(server.metrics().openConnections()).isEqualTo(many);
        assertThat(asking.count()).isEqualTo(many);
      }
      assertThat(server.await(now -> now.brokenOff() == many && now.openConnections() == 0, LONG))
          .isTrue();
    }
  }
}
