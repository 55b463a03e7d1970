package io.millrace.openai;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.openai.Exchange.Answered;
import io.millrace.schemas.GeneratedTextResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One answer that is not streamed, for which the calling thread waits; an interrupt ends the wait and the request. */
final class WholeCall {

  private final Connection connection;
  private final Ask ask;
  private final AnswerReader answer;
  private final Exchange exchange;

  WholeCall(Connection connection, Ask ask, Optional<Long> seed) {
    this.connection = connection;
    this.ask = ask;
    this.answer = new AnswerReader(seed);
    this.exchange = connection.whole();
  }

  GeneratedTextResult run() {
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    Slots.Slot slot = connection.slots().enter(() -> turn.complete(true));
    try {
      turn.get();
      return read(send());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StatusException(
          Status.Code.CANCELLED.because(
              "the thread that waited for the model server was interrupted"),
          e);
    } catch (ExecutionException e) {
      throw connection.failures().ofConnection(e);
    } finally {
      exchange.cancel();
      slot.leave();
    }
  }

  /** Sends, and gives what was thrown, if anything was: what was answered the transport has. */
  private Optional<Throwable> send() throws InterruptedException, ExecutionException {
    Duration atMost = connection.settings().answerTimeout();
    CompletableFuture<Optional<Throwable>> sent =
        ask.send(connection.client(exchange), false).handle((any, thrown) -> optional(thrown));
    try {
      return sent.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw connection.failures().silent("did not answer", atMost);
    }
  }

  private static Optional<Throwable> optional(@Nullable Throwable thrown) {
    return Optional.ofNullable(thrown);
  }

  private GeneratedTextResult read(Optional<Throwable> thrown) {
    Answered response = exchange
        .answered()
        .orElseThrow(() -> connection.failures().ofConnection(thrown.orElseThrow()));
    return WholeAnswer.of(response, answer, connection.failures());
  }
}
