package io.millrace.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.StatusException;
import io.millrace.openai.Exchange.Answered;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to one subscriber. A line is asked for when a piece of text is, so what is not read is not sent:
 * the server's own socket fills, and it waits.
 */
final class StreamedCall implements Flow.Subscription, Flow.Subscriber<String> {

  private static final String DONE = "[DONE]";

  private final Connection connection;
  private final Ask ask;
  private final AnswerReader answer;
  private final Flow.Subscriber<? super GeneratedTextStreamResult> reader;
  private final Serially serially = new Serially();
  private final Limit limit;
  private final EventReader events = new EventReader();
  private final Queue<GeneratedTextStreamResult> ready = new ArrayDeque<>();

  private Slots.@Nullable Slot slot;
  private @Nullable Exchange exchange;
  private Flow.@Nullable Subscription lines;
  private long wanted;
  private boolean waitsForLine;
  private long waitsSince;
  private boolean linesEnded;
  private boolean whole;
  private boolean over;

  StreamedCall(
      Connection connection,
      Ask ask,
      Optional<Long> seed,
      Flow.Subscriber<? super GeneratedTextStreamResult> reader) {
    this.connection = connection;
    this.ask = ask;
    this.answer = new AnswerReader(seed);
    this.reader = reader;
    this.limit = new Limit(connection, () -> serially.run(this::check));
  }

  void start() {
    serially.run(() -> {
      reader.onSubscribe(this);
      if (!over) {
        slot = connection.slots().enter(() -> serially.run(this::begin));
      }
    });
  }

  @Override
  public void request(long elements) {
    serially.run(() -> {
      if (elements < 1) {
        fail(new IllegalArgumentException(
            "elements asked for must be at least 1 but were " + elements));
        return;
      }
      wanted = wanted + elements < 0 ? Long.MAX_VALUE : wanted + elements;
      deliver();
      pull();
    });
  }

  @Override
  public void cancel() {
    // After its end an answer is not to be cancelled: what is left of it is being read.
    serially.run(() -> {
      if (!over) {
        stop();
      }
    });
  }

  // What becomes of the future is told to the step that follows it.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void begin() {
    if (over) {
      return;
    }
    waitsSince = System.nanoTime();
    if (!limit.begin(connection.settings().answerTimeout())) {
      fail(connection.failures().closed());
      return;
    }
    Exchange now = connection.streamed(this);
    exchange = now;
    try {
      connection
          .send(ask, now, true)
          .whenComplete((any, thrown) -> serially.run(() -> answered(now, thrown)));
    } catch (RuntimeException e) {
      fail(connection.failures().ofConnection(e));
    }
  }

  private void answered(Exchange now, @Nullable Throwable thrown) {
    Answered response = now.answered().orElse(null);
    if (over || (response != null && response.isSuccess() && response.streams())) {
      return;
    }
    if (response == null) {
      fail(connection.failures().ofConnection(Objects.requireNonNull(thrown)));
      return;
    }
    try {
      finish(AnswerReader.asPiece(WholeAnswer.of(response, answer, connection.failures())));
    } catch (StatusException e) {
      fail(e);
    }
  }

  // ---- what comes from the server ----

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    serially.run(() -> {
      lines = subscription;
      if (over) {
        subscription.cancel();
        return;
      }
      limit.begin(connection.settings().silenceTimeout());
      pull();
    });
  }

  @Override
  public void onNext(String line) {
    serially.run(() -> {
      // What is left of a whole text is waited for together, not line by line.
      waitsForLine = whole;
      if (!over && !whole) {
        events.take(line).ifPresent(this::take);
      }
      pull();
    });
  }

  @Override
  public void onError(Throwable thrown) {
    serially.run(() -> ended(connection.failures().ofConnection(thrown)));
  }

  @Override
  public void onComplete() {
    serially.run(() -> ended(connection.failures().cutOff()));
  }

  /** A text whose end was seen is whole, whatever became of the connection then. */
  private void ended(StatusException otherwise) {
    linesEnded = true;
    limit.end();
    if (over || whole) {
      return;
    }
    if (answer.isFinished()) {
      finish(answer.last());
      return;
    }
    fail(otherwise);
  }

  private void take(EventReader.Event event) {
    String data = event.data().strip();
    if (data.equals(DONE)) {
      finish(answer.last());
      return;
    }
    JsonNode chunk;
    try {
      chunk = Json.read(data);
    } catch (JsonProcessingException e) {
      fail(connection.failures().unreadable(e.getOriginalMessage()));
      return;
    }
    if (ErrorObject.isOne(chunk) || event.name().equals("error")) {
      fail(connection.failures().ofErrorObject(chunk));
      return;
    }
    answer.take(chunk).ifPresent(ready::add);
    deliver();
  }

  // ---- what goes to the reader ----

  private void pull() {
    Flow.Subscription from = lines;
    if (from == null || over || whole || waitsForLine || wanted == 0 || !ready.isEmpty()) {
      return;
    }
    waitsForLine = true;
    waitsSince = System.nanoTime();
    from.request(1);
  }

  private void deliver() {
    while (!over && wanted > 0 && !ready.isEmpty()) {
      wanted--;
      emit(ready.remove());
    }
    if (!over && whole && ready.isEmpty()) {
      leave();
      reader.onComplete();
    }
  }

  private void emit(GeneratedTextStreamResult element) {
    try {
      reader.onNext(element);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void finish(GeneratedTextStreamResult last) {
    whole = true;
    ready.add(last);
    drain();
    deliver();
  }

  /** Reads what is left, a few bytes as a rule, so that the connection can be used again; but not for ever. */
  private void drain() {
    Flow.Subscription from = lines;
    if (from != null && !linesEnded) {
      waitsForLine = true;
      waitsSince = System.nanoTime();
      from.request(Long.MAX_VALUE);
    }
  }

  private void fail(RuntimeException failure) {
    if (over) {
      return;
    }
    stop();
    reader.onError(failure);
  }

  /** Ends, and closes the connection at once. */
  private void stop() {
    leave();
    linesEnded = true;
    limit.end();
    if (exchange != null) {
      exchange.cancel();
    }
    if (lines != null) {
      lines.cancel();
    }
  }

  private void leave() {
    over = true;
    ready.clear();
    if (slot != null) {
      slot.leave();
    }
    if (lines == null || linesEnded) {
      limit.end();
    }
  }

  // ---- time ----

  private void check() {
    if (linesEnded) {
      return;
    }
    boolean begun = lines != null;
    Duration atMost =
        begun ? connection.settings().silenceTimeout() : connection.settings().answerTimeout();
    long waited = begun && !waitsForLine ? 0 : System.nanoTime() - waitsSince;
    if (waited < atMost.toNanos()) {
      limit.begin(atMost.minusNanos(waited));
      return;
    }
    if (lines != null) {
      lines.cancel();
    }
    ended(connection.failures().silent(begun ? "sent nothing" : "did not begin to answer", atMost));
  }
}
