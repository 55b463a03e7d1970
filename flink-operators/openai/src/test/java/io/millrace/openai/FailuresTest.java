package io.millrace.openai;

import static io.millrace.openai.Transcripts.content;
import static io.millrace.openai.Transcripts.event;
import static io.millrace.openai.Transcripts.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.Fault;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, false",
    "401, UNAUTHENTICATED, false",
    "403, PERMISSION_DENIED, false",
    "404, NOT_FOUND, false",
    "405, UNIMPLEMENTED, false",
    "408, DEADLINE_EXCEEDED, true",
    "409, ABORTED, true",
    "413, INVALID_ARGUMENT, false",
    "418, FAILED_PRECONDITION, false",
    "422, INVALID_ARGUMENT, false",
    "429, RESOURCE_EXHAUSTED, true",
    "500, INTERNAL, true",
    "501, UNIMPLEMENTED, false",
    "502, UNAVAILABLE, true",
    "503, UNAVAILABLE, true",
    "504, DEADLINE_EXCEEDED, true",
    "529, UNAVAILABLE, true"
  })
  void aStatusOfHttpIsOneOfGrpcInBothFlavours(int http, Status.Code code, boolean retryable)
      throws Exception {
    try (Asking asking = Asking.of(Answer.failure(http, "no"))) {
      for (StatusException failure : List.of(asking.streamFailure(), asking.wholeFailure())) {
        assertThat(asking.plain(failure))
            .isEqualTo(code + ": model server S answered " + http + ": no");
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.retryAfter()).isEmpty();
      }
    }
  }

  @Test
  void aBusyServerSaysWhenToComeAgainAndThenAnswers() throws Exception {
    var busy = Answer.failure(429, "too many", Map.of("Retry-After", "7"));
    try (Asking asking = Asking.of(Answers.always(Answer.text("a")).afterFirst(2, busy))) {
      StatusException first = asking.streamFailure();
      assertThat(first.isRetryable()).isTrue();
      assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));
      // Nothing was tried twice here: that is for the operator.
      assertThat(asking.server.metrics().requests()).isEqualTo(1);
      assertThat(asking.wholeFailure().retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(Asking.concatenated(asking.pieces())).isEqualTo("a");
    }
  }

  @Test
  void aFailureHoldsNoHalfCharacter() throws Exception {
    String halved = "\\ud83d" + "x".repeat(484) + "\ud83d\ude00!";
    String json = "{\"error\":{\"message\":\"" + halved + "\"}}";
    Answer failure = new Answer(new Answer.Failure(400, Map.of(), json), new Fault.None());
    try (Asking asking = Asking.of(failure)) {
      assertThat(asking.plain(asking.wholeFailure()))
          .isEqualTo("INVALID_ARGUMENT: model server S answered 400: \ufffd" + "x".repeat(484)
              + "\ufffd…");
    }
  }

  @Test
  void whoHasNoMoneyNeedNotTryAgain() throws Exception {
    String json = "{\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}}";
    StatusException failure = ofBytes(OneAnswer.json(429, json));
    assertThat(failure.status().code()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void errorsComeInManyForms() throws Exception {
    assertThat(ofBytes(OneAnswer.json(400, "{\"detail\":\"fast\"}")))
        .hasMessageEndingWith("answered 400: fast");
    assertThat(ofBytes(OneAnswer.json(400, "{\"error\":\"plain\"}")))
        .hasMessageEndingWith("answered 400: plain");
    assertThat(ofBytes(OneAnswer.json(400, "{\"object\":\"error\",\"message\":\"old\"}")))
        .hasMessageEndingWith("answered 400: old");
    assertThat(ofBytes("HTTP/1.1 502 X\r\nContent-Length: 9\r\n\r\n<p>no</p>"))
        .hasMessageEndingWith("answered 502: <p>no</p>");
    assertThat(ofBytes("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n"))
        .hasMessageEndingWith("answered 503");
    assertThat(ofBytes(OneAnswer.json(400, "{\"detail\":\"" + "x".repeat(10_000) + "\"}"))
            .getMessage())
        .hasSizeLessThan(700);
    assertThat(ofBytes(OneAnswer.json(200, "{\"error\":{\"message\":\"late\",\"code\":503}}")))
        .hasMessageStartingWith("UNAVAILABLE")
        .hasMessageEndingWith("sent an error: late");
    assertThat(ofBytes(OneAnswer.json(200, "{\"choices\":[]}")))
        .hasMessageEndingWith("sent what cannot be read: a completion without a choice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"m\",\"code\":400}} | INVALID_ARGUMENT | false",
        "{\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}} | INVALID_ARGUMENT | false",
        "{\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}} | RESOURCE_EXHAUSTED | true",
        "{\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}} | UNAVAILABLE | true",
        "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":null}} | INTERNAL | true",
        "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}} | RESOURCE_EXHAUSTED | false",
        "{\"object\":\"error\",\"message\":\"m\",\"code\":503} | UNAVAILABLE | true"
      })
  void anErrorMayComeInMidStream(String error, Status.Code code, boolean retryable)
      throws Exception {
    var broken = Answer.text("one two").with(new Fault.Instead(2, error));
    try (Asking asking = Asking.of(broken)) {
      List<String> seen = new ArrayList<>();
      StatusException failure = Asking.failure(() -> collect(asking.text, seen));
      assertThat(seen).containsExactly("one");
      assertThat(asking.plain(failure)).isEqualTo(code + ": model server S sent an error: m");
      assertThat(failure.isRetryable()).isEqualTo(retryable);
    }
  }

  @Test
  void anEventNamedErrorIsOne() throws Exception {
    assertThat(ofBytes(
            OneAnswer.stream(event(content("a")) + "event: error\ndata: {\"message\":\"m\"}\n\n")))
        .hasMessageEndingWith("sent an error: m");
  }

  @Test
  void whatIsNoJsonCannotBeRead() throws Exception {
    StatusException failure = ofBytes(OneAnswer.stream("data: {\"choices\":[\n\n"));
    assertThat(failure.status().code()).isEqualTo(Status.Code.INTERNAL);
    assertThat(failure).hasMessageContaining("sent what cannot be read: ");
  }

  /** Half an event is none, wherever the stream ends: with HTTP's own end, or with the connection. */
  @Test
  void aStreamThatEndsBeforeItsAnswerWasCutOff() throws Exception {
    String begun = event(content("a")) + "data: {\"choices\":[";
    for (String answer : List.of(
        OneAnswer.stream(begun),
        OneAnswer.stream(""),
        OneAnswer.stream(event(content("a")) + "data: [DONE]"))) {
      StatusException failure = ofBytes(answer);
      assertThat(failure.status().code()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(failure).hasMessageEndingWith(" ended the stream without a finish reason");
      assertThat(failure.isRetryable()).isTrue();
    }
    try (Asking asking = Asking.of(Answer.transcript(event(content("a"))))) {
      assertThat(asking.plain(asking.streamFailure()))
          .isEqualTo("UNAVAILABLE: model server S ended the stream without a finish reason");
    }
  }

  @Test
  void aConnectionThatEndsHalfWayOrIsResetIsUnavailable() throws Exception {
    String transcript = Transcripts.of(content("one"), content(" two"), finish("stop"));
    for (Fault fault : List.of(
        new Fault.HalfClose(0),
        new Fault.HalfClose(100),
        new Fault.Reset(100),
        new Fault.Reset(0))) {
      try (Asking asking = Asking.of(Answer.transcript(transcript).with(fault))) {
        for (StatusException failure : List.of(asking.streamFailure(), asking.wholeFailure())) {
          assertThat(failure.status().code()).as("%s", fault).isEqualTo(Status.Code.UNAVAILABLE);
          assertThat(failure.isRetryable()).isTrue();
          assertThat(asking.plain(failure))
              .startsWith("UNAVAILABLE: model server S broke the connection: ");
        }
      }
    }
  }

  @Test
  void aTextWhoseEndWasSeenIsWholeWhateverBreaksThen() throws Exception {
    String transcript = event(content("all")) + event(finish("stop"));
    try (Asking asking = Asking.of(Answer.transcript(transcript + "data: [DONE]\n\n")
        .with(new Fault.HalfClose(transcript.length())))) {
      assertThat(Asking.concatenated(asking.pieces())).isEqualTo("all");
    }
    try (Asking asking = Asking.of(
        ServerSettings.of(Answers.always(Answer.transcript(transcript + "data: [DONE]\n\n")
            .with(new Fault.Stall(transcript.length())))),
        settings -> settings.silenceTimeout(Duration.ofMillis(50)))) {
      assertThat(Asking.concatenated(asking.pieces())).isEqualTo("all");
    }
  }

  @Test
  void aServerThatFallsSilentIsWaitedForSoLong() throws Exception {
    var stalled = Answer.text("one two").with(new Fault.Stall(500));
    try (Asking asking = Asking.of(
        ServerSettings.of(Answers.always(stalled)),
        settings -> settings.silenceTimeout(Duration.ofMillis(200)))) {
      StatusException failure = asking.streamFailure();
      assertThat(asking.plain(failure))
          .isEqualTo("DEADLINE_EXCEEDED: model server S sent nothing within PT0.2S");
      assertThat(failure.isRetryable()).isTrue();
      assertThat(asking.server.await(now -> now.openConnections() == 0, Asking.LONG))
          .isTrue();
    }
  }

  @Test
  void aServerThatDoesNotBeginIsWaitedForSoLong() throws Exception {
    try (var server = OneAnswer.keptOpen("");
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m")
            .answerTimeout(Duration.ofMillis(200))
            .build())) {
      var runner = StandardTasks.TEXT_GENERATION.runner(module);
      assertThat(Asking.failure(() -> Asking.pieces(runner, Parameters.NONE)))
          .hasMessage("DEADLINE_EXCEEDED: model server " + server.baseUrl()
              + " did not begin to answer within PT0.2S");
      assertThat(server.closedByClient.get()).isTrue();
    }
    try (var server = OneAnswer.keptOpen("");
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m")
            .answerTimeout(Duration.ofMillis(200))
            .build())) {
      var runner = StandardTasks.TEXT_GENERATION.runner(module);
      assertThat(Asking.failure(() -> runner.unaryUnary("any")))
          .hasMessage("DEADLINE_EXCEEDED: model server " + server.baseUrl()
              + " did not answer within PT0.2S");
      assertThat(server.closedByClient.get()).isTrue();
    }
  }

  @Test
  void whereNobodyListensIsUnavailable() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port + "/v1";
    try (var module = OpenAiModule.of(OpenAiSettings.of(url, "m").build())) {
      var runner = StandardTasks.TEXT_GENERATION.runner(module);
      StatusException failure = Asking.failure(() -> Asking.pieces(runner, Parameters.NONE));
      assertThat(failure)
          .hasMessageStartingWith("UNAVAILABLE: model server " + url + " cannot be connected to: ");
      assertThat(failure.isRetryable()).isTrue();
    }
  }

  @Test
  void aClosedModuleAsksNobody() throws Exception {
    try (Asking asking = Asking.of(Answer.text("a"))) {
      asking.text.close();
      assertThat(asking.plain(asking.streamFailure()))
          .isEqualTo("UNAVAILABLE: model server S is not asked, as the module is closed");
    }
  }

  private static void collect(
      ModuleRunner<String, String, GeneratedTextResult, GeneratedTextStreamResult> runner,
      List<String> seen) {
    try (Stream<GeneratedTextStreamResult> pieces = runner.unaryStream("any")) {
      pieces.forEach(piece -> seen.add(piece.getGeneratedText()));
    }
  }

  private static StatusException ofBytes(String answer) throws Exception {
    try (var server = new OneAnswer(answer);
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m").build())) {
      var runner = StandardTasks.TEXT_GENERATION.runner(module);
      return Asking.failure(() -> Asking.pieces(runner, Parameters.NONE));
    }
  }
}
