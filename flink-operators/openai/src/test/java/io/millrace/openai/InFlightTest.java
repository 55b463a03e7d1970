package io.millrace.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.modelserver.Answer;
import io.millrace.modelserver.Answers;
import io.millrace.modelserver.Fault;
import io.millrace.modelserver.ServerSettings;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.tasks.StandardTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many answers at once, and answers that nobody wants any more. */
class InFlightTest {

  private static final Answer STALLED = Answer.text("one two three").with(new Fault.Stall(600));

  private static final long LATER = -1;

  /** Takes everything, or as much as it is told to. */
  private static final class Reader implements Flow.Subscriber<GeneratedTextStreamResult> {
    final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
    final CompletableFuture<String> ended = new CompletableFuture<>();
    final CompletableFuture<Boolean> first = new CompletableFuture<>();
    final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final long wanted;

    Reader(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscribed.complete(subscription);
      if (wanted != LATER) {
        subscription.request(wanted);
      }
    }

    @Override
    public void onNext(GeneratedTextStreamResult piece) {
      seen.add(piece.getGeneratedText());
      first.complete(true);
    }

    @Override
    public void onError(Throwable thrown) {
      ended.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      ended.complete(String.join("", seen));
    }
  }

  private static Reader read(Asking asking, long wanted) {
    Reader reader = new Reader(wanted);
    var publisher = (UnaryPublisher<String, GeneratedTextStreamResult>) asking.text.unaryStream();
    publisher.publish("any", Parameters.NONE).subscribe(reader);
    return reader;
  }

  @Test
  void aThousandAnswersAreUnderWayTogetherOnAFewThreads() throws Exception {
    int many = 1_000;
    try (Asking asking = Asking.of(STALLED)) {
      int threads = Thread.activeCount();
      List<Reader> readers =
          IntStream.range(0, many).mapToObj(i -> read(asking, Long.MAX_VALUE)).toList();
      for (Reader reader : readers) {
        reader.first.get(60, TimeUnit.SECONDS);
      }
      assertThat(asking.server.metrics().openAnswers()).isEqualTo(many);
      assertThat(Thread.activeCount() - threads).isLessThan(40);
      for (Reader reader : readers) {
        reader.subscribed.get().cancel();
      }
      assertThat(asking.server.await(now -> now.openConnections() == 0, Asking.LONG))
          .isTrue();
    }
  }

  @Test
  void manyAtOnceAllEndWithTheirText() throws Exception {
    Answers echo = question -> Answer.text("one two three");
    try (Asking asking = Asking.of(ServerSettings.of(echo).withTokensPerSecond(20), s -> s)) {
      List<Reader> readers =
          IntStream.range(0, 200).mapToObj(i -> read(asking, Long.MAX_VALUE)).toList();
      for (Reader reader : readers) {
        assertThat(reader.ended.get(60, TimeUnit.SECONDS)).isEqualTo("one two three");
      }
      assertThat(asking.server.metrics().finished()).isEqualTo(200);
    }
  }

  @Test
  void noMoreThanAllowedAreUnderWayAndTheOthersGetTheirTurn() throws Exception {
    var stalledFirst = Answers.always(Answer.text("later")).afterFirst(3, STALLED);
    try (Asking asking =
        Asking.of(ServerSettings.of(stalledFirst), settings -> settings.maxParallelRequests(3))) {
      List<Reader> first =
          IntStream.range(0, 3).mapToObj(i -> read(asking, 100)).toList();
      for (Reader reader : first) {
        reader.first.get(60, TimeUnit.SECONDS);
      }
      List<Reader> waiting =
          IntStream.range(0, 5).mapToObj(i -> read(asking, 100)).toList();
      assertThat(asking.server.metrics().requests()).isEqualTo(3);

      waiting.get(0).subscribed.get().cancel();
      first.get(1).subscribed.get().cancel();

      for (Reader reader : waiting.subList(1, 5)) {
        assertThat(reader.ended.get(60, TimeUnit.SECONDS)).isEqualTo("later");
      }
      assertThat(asking.server.metrics().requests()).isEqualTo(7);
      assertThat(waiting.get(0).ended).isNotDone();
    }
  }

  @Test
  void whatIsNotAskedForIsNotRead() throws Exception {
    var endless = Answer.tokens(Collections.nCopies(1_000_000, "word "));
    try (Asking asking = Asking.of(endless)) {
      Reader reader = read(asking, 3);
      reader.first.get(60, TimeUnit.SECONDS);
      reader.subscribed.get().request(2);
      asking.server.await(now -> now.tokensSent() == 1_000_000, Duration.ofSeconds(2));
      assertThat(reader.seen).hasSize(5);
      assertThat(asking.server.metrics().tokensSent()).isLessThan(200_000);
      reader.subscribed.get().cancel();
      assertThat(asking.server.await(now -> now.openConnections() == 0, Asking.LONG))
          .isTrue();
    }
  }

  @Test
  void whoClosesTheStreamClosesTheConnection() throws Exception {
    try (Asking asking = Asking.of(STALLED)) {
      try (Stream<GeneratedTextStreamResult> pieces = asking.text.unaryStream("any")) {
        assertThat(pieces.iterator().next().getGeneratedText()).isEqualTo("one");
      }
      assertThat(asking.server.await(
              now -> now.brokenOff() == 1 && now.openConnections() == 0, Asking.LONG))
          .isTrue();
    }
  }

  @Test
  void whoCancelsBeforeTheAnswerBeginsClosesTheConnectionToo() throws Exception {
    try (var server = OneAnswer.keptOpen("");
        var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m").build())) {
      var publisher = (UnaryPublisher<String, GeneratedTextStreamResult>)
          StandardTasks.TEXT_GENERATION.runner(module).unaryStream();
      Reader reader = new Reader(1);
      publisher.publish("any", Parameters.NONE).subscribe(reader);
      server.asked.get(60, TimeUnit.SECONDS);
      reader.subscribed.get().cancel();
      assertThat(server.closedByClient.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(reader.ended).isNotDone();
    }
  }

  @Test
  void aServerThatDoesNotEndAfterItsTextLosesTheConnection() throws Exception {
    String text =
        Transcripts.event(Transcripts.content("a")) + Transcripts.event(Transcripts.finish("stop"));
    String done = "data: [DONE]\n\n";
    // Silent before the end, silent after it, and not quite silent after it.
    for (String events : List.of(text, text + done, text + done + ": bye\n\n")) {
      try (var server = OneAnswer.keptOpen(OneAnswer.stream(events));
          var module = OpenAiModule.of(OpenAiSettings.of(server.baseUrl(), "m")
              .silenceTimeout(Duration.ofMillis(100))
              .build())) {
        var runner = StandardTasks.TEXT_GENERATION.runner(module);
        assertThat(Asking.concatenated(Asking.pieces(runner, Parameters.NONE))).isEqualTo("a");
        assertThat(server.closedByClient.get(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void whoTakesAnAnswerThatIsNoStreamLateGetsItOnce() throws Exception {
    String json = "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}";
    Answer whole = new Answer(new Answer.Failure(200, Map.of(), json), new Fault.None());
    Answer none = Answer.text("b").with(new Fault.Stall(0));
    Duration limit = Duration.ofSeconds(2);
    try (Asking asking = Asking.of(
        ServerSettings.of(Answers.inTurn(List.of(whole, none))),
        settings -> settings.answerTimeout(limit).silenceTimeout(limit))) {
      Reader late = read(asking, LATER);
      assertThat(asking.server.await(now -> now.requests() == 1, Asking.LONG)).isTrue();
      // When the limit of the second is over, that of the first is too.
      assertThat(asking.streamFailure().getMessage()).contains("sent nothing within PT2S");
      late.subscribed.get().request(5);
      assertThat(late.ended.get(60, TimeUnit.SECONDS)).isEqualTo("a");
      assertThat(late.seen).hasSize(1);
    }
  }

  @Test
  void aStreamThatIsNotReadAsksNobody() throws Exception {
    try (Asking asking = Asking.of(STALLED)) {
      asking.text.unaryStream("any").close();
      assertThat(asking.server.metrics().requests()).isZero();
    }
  }

  @Test
  void anInterruptEndsTheWaitInBothFlavours() throws Exception {
    assertThat(interrupted(asking -> asking.pieces()))
        .isEqualTo("CANCELLED: the reader of the stream was interrupted");
    assertThat(interrupted(asking -> asking.text.unaryUnary("any")))
        .isEqualTo("CANCELLED: the thread that waited for the model server was interrupted");
  }

  private interface Call {
    Object on(Asking asking);
  }

  private static @Nullable String interrupted(Call call) throws Exception {
    // So early that an answer which is not streamed is stalled too.
    try (Asking asking = Asking.of(Answer.text("one two").with(new Fault.Stall(50)))) {
      AtomicReference<@Nullable StatusException> thrown = new AtomicReference<>();
      Thread waiting = new Thread(() -> {
        try {
          call.on(asking);
        } catch (StatusException e) {
          thrown.set(Thread.currentThread().isInterrupted() ? e : null);
        }
      });
      waiting.start();
      assertThat(asking.server.await(now -> now.openAnswers() == 1, Asking.LONG))
          .isTrue();
      waiting.interrupt();
      waiting.join(60_000);
      assertThat(asking.server.await(now -> now.openConnections() == 0, Asking.LONG))
          .isTrue();
      StatusException failure = thrown.get();
      return failure == null ? null : failure.getMessage();
    }
  }

  @Test
  void toAskForNothingIsAMistake() throws Exception {
    try (Asking asking = Asking.of(STALLED)) {
      Reader reader = read(asking, 0);
      assertThat(reader.ended)
          .failsWithin(60, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .withMessage("elements asked for must be at least 1 but were 0");
    }
  }
}
