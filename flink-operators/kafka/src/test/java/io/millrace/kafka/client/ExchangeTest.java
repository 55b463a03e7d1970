package io.millrace.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.action.Field;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Request;
import io.millrace.kafka.action.AnyValues;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyEnd;
import io.millrace.schemas.ActionReplyEnding;
import io.millrace.schemas.ActionReplyItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExchangeTest {

  private static final RemoteRequest REQUEST =
      RemoteRequest.of("anna", Request.toTheEnd()).withId("r");

  private final AtomicInteger cancelled = new AtomicInteger();
  private final Exchange exchange = new Exchange(REQUEST, 5, each -> cancelled.incrementAndGet());
  private final RemoteResult result = new RemoteResult(exchange);

  private static Message<ActionReply> message(
      int attempt, long sequence, ActionReply payload, Status status) {
    boolean last = payload.getItem() == null;
    return new Message<>(
        "r", attempt, sequence, payload, Parameters.NONE, Map.of(), last, status, null);
  }

  private static Message<ActionReply> item(int attempt, long sequence) {
    ActionReplyItem item =
        new ActionReplyItem("count", 0L, 0, sequence, AnyValues.of(attempt + ":" + sequence));
    return message(attempt, sequence, new ActionReply("anna", "", item, null), Status.OK);
  }

  private static Message<ActionReply> end(int attempt, long items, Status status) {
    ActionReplyEnd end = new ActionReplyEnd(
        status.isOk() ? ActionReplyEnding.HALTED_AFTER : null,
        status.isOk() ? "count" : null,
        1L,
        items,
        status.isOk() ? AnyValues.of(3) : null,
        AnyValues.named(Map.of("count", 3)),
        0L);
    return message(attempt, items, new ActionReply("anna", "", null, end), status);
  }

  private List<String> items() {
    List<String> items = new ArrayList<>();
    result.items(String.class).forEach(items::add);
    return items;
  }

  @Test
  void itemsComeInOrderAndThenThereIsTheEnd() {
    exchange.take(item(1, 0));
    exchange.take(item(1, 1));
    exchange.take(end(1, 2, Status.OK));

    assertThat(items()).containsExactly("1:0", "1:1");
    RemoteEnd end = result.get();
    assertThat(end.result(Long.class)).isEqualTo(3);
    assertThat(end.ending()).isEqualTo(Outcome.Ending.HALTED_AFTER);
    assertThat(end.get(Field.ofLong("count"))).isEqualTo(3);
    assertThat(end.find(Field.ofString("other"))).isEmpty();
    assertThat(result.get()).isSameAs(end);
    assertThatThrownBy(result::iterator)
        .hasMessage("the intermediate results can be iterated once but were asked for again");
    assertThatThrownBy(() -> end.get(Field.ofString("other")))
        .hasMessage("there is no field 'other' in the end; there are [count]");
  }

  @Test
  void duplicatesAndLowerAttemptsAreDropped() {
    exchange.take(item(4, 0));
    exchange.take(item(4, 1));
    exchange.take(item(4, 0));
    exchange.take(item(3, 2));
    exchange.take(end(3, 3, Status.OK));
    exchange.take(item(4, 1));
    exchange.take(end(4, 2, Status.OK));
    exchange.take(end(4, 2, Status.Code.INTERNAL.because("late")));

    assertThat(items()).containsExactly("4:0", "4:1");
    assertThat(result.get().isOk()).isTrue();
  }

  @Test
  void aHigherAttemptBeginsAgainAndAnEventSaysSo() {
    exchange.take(item(1, 0));
    exchange.take(item(1, 1));
    exchange.take(item(2, 0));
    exchange.take(end(2, 1, Status.OK));

    List<String> events = new ArrayList<>();
    result
        .events()
        .forEachRemaining(event -> events.add(
            event instanceof RemoteEvent.Item item ? item.value(String.class) : event.toString()));
    assertThat(events).containsExactly("1:0", "1:1", "Restarted[attempt=2, superseded=2]", "2:0");
  }

  /** Replies as a topic holds them: an attempt's in their order, some of them again from somewhere, and then a higher one. */
  @Test
  void whateverIsWrittenTwiceTheLastAttemptIsReadOnce() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      Exchange each = new Exchange(REQUEST, 1_000, unused -> {});
      int attempts = 1 + random.nextInt(3);
      for (int attempt = 1; attempt <= attempts; attempt++) {
        write(each, attempt, random, attempt == attempts);
      }
      List<String> last = new ArrayList<>();
      String of = attempts + ":";
      new RemoteResult(each).items(String.class).forEach(last::add);
      last.removeIf(item -> !item.startsWith(of));
      assertThat(last).containsExactly(of + 0, of + 1, of + 2, of + 3, of + 4);
    }
  }

  private static void write(Exchange exchange, int attempt, Random random, boolean whole) {
    int written = 0;
    int until = whole ? 5 : random.nextInt(5);
    while (written < until) {
      int again = random.nextInt(written + 1);
      for (int i = again; i <= written; i++) {
        exchange.take(item(attempt, i));
      }
      written++;
    }
    if (whole) {
      exchange.take(end(attempt, 5, Status.OK));
    }
  }

  @Test
  void aStoredEndComesWithoutItsItems() {
    exchange.take(end(7, 10, Status.OK));

    assertThat(items()).isEmpty();
    assertThat(result.get().items()).isEqualTo(10);
  }

  @Test
  void oneThatIsUnderWayGivesWhatComesFromThenOn() {
    exchange.take(item(7, 3));
    exchange.take(end(7, 4, Status.OK));

    assertThat(items()).containsExactly("7:3");
  }

  @Test
  void aGapIsALossAndNotPassedOver() {
    exchange.take(item(1, 0));
    exchange.take(item(1, 3));

    Iterator<String> items = result.items(String.class).iterator();
    assertThat(items.next()).isEqualTo("1:0");
    assertThatThrownBy(items::hasNext)
        .isInstanceOf(StatusException.class)
        .hasMessage("DATA_LOSS: replies 1 to 2 of request 'r' to application 'anna' are missing");
  }

  @Test
  void aFailureCarriesItsStatusBehindTheItems() {
    exchange.take(item(1, 0));
    exchange.take(end(1, 1, Status.Code.INVALID_ARGUMENT.because("no")));

    Iterator<Object> items = result.iterator();
    assertThat(items.next()).isEqualTo("1:0");
    assertThatThrownBy(items::hasNext).hasMessage("INVALID_ARGUMENT: no");
    assertThatThrownBy(result::get).hasMessage("INVALID_ARGUMENT: no");
    assertThat(result.end().get(Field.ofLong("count"))).isEqualTo(3);
  }

  @Test
  void anEndThatCouldNotBeWrittenFailsTheRequestWithItsReason() {
    Status status = Status.Code.RESOURCE_EXHAUSTED.because("too large");
    exchange.take(new Message<>("r", 1, 0, null, Parameters.NONE, Map.of(), true, status, null));

    assertThat(result.end()).isEqualTo(RemoteEnd.of(status));
  }

  @Test
  void closingEarlyCancelsAndTheEndThatComesSaysSo() {
    exchange.take(item(1, 0));
    exchange.take(item(1, 1));
    Iterator<Object> items = result.iterator();
    items.next();
    result.close();
    result.close();
    exchange.take(item(1, 2));
    exchange.take(end(1, 3, Status.Code.CANCELLED.because("the request was cancelled")));
    result.close();

    assertThat(cancelled).hasValue(2);
    assertThatThrownBy(items::hasNext).hasMessage("CANCELLED: the request was cancelled");
    assertThat(result.end().get(Field.ofLong("count"))).isEqualTo(3);
  }

  @Test
  void anInterruptSendsTheCancellationAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(result::get)
        .hasMessage("CANCELLED: the reader was interrupted; the cancellation was sent");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled).hasValue(1);
  }

  @Test
  void aReaderThatFallsTooFarBehindIsTold() {
    for (int i = 0; i < 6; i++) {
      exchange.take(item(1, i));
    }

    assertThat(items0()).containsExactly("1:0", "1:1", "1:2", "1:3", "1:4");
    assertThat(ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)).isTrue();
    assertThat(cancelled).hasValue(1);
    assertThat(exchange.end().join().status().toString())
        .isEqualTo("RESOURCE_EXHAUSTED: of request 'r' to application 'anna' at most 5 intermediate"
            + " results must wait to be read but there is one more");
  }

  private List<String> items0() {
    List<String> items = new ArrayList<>();
    Iterator<String> all = result.items(String.class).iterator();
    for (int i = 0; i < 5; i++) {
      items.add(all.next());
    }
    return items;
  }

  @Test
  void whoWaitsForTheEndAloneIsNeverBehind() throws Exception {
    var end = result.outcome();
    Thread waiting = new Thread(result::get);
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 100; i++) {
      exchange.take(item(1, i));
    }
    exchange.take(end(1, 100, Status.OK));

    waiting.join();
    assertThat(end.get().items()).isEqualTo(100);
  }
}
