package io.millrace.kafka.client;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionReplyItem;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request under way. Replies are taken by the one thread that reads them; the end may come from any: a failure to send, the
 * time that is over, the client's close. The first end holds.
 */
final class Exchange {

  /** What an iterator comes to: an event, or the end. */
  record Signal(@Nullable RemoteEvent event) {}

  private static final int NONE = -1;

  private final RemoteRequest request;
  private final int buffered;
  private final Consumer<Exchange> cancelling;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final CompletableFuture<RemoteEnd> end = new CompletableFuture<>();

  /** Whether nobody will ask for intermediate results any more. */
  private volatile boolean silent;

  private int attempt = NONE;
  private long next;
  private long given;

  /**
   * One of which nothing has come yet.
   *
   * @param buffered so many intermediate results may wait
   * @param cancelling sends the cancellation
   */
  Exchange(RemoteRequest request, int buffered, Consumer<Exchange> cancelling) {
    this.request = request;
    this.buffered = buffered;
    this.cancelling = cancelling;
  }

  RemoteRequest request() {
    return request;
  }

  CompletableFuture<RemoteEnd> end() {
    return end;
  }

  /** The next event, waiting for it; null behind the last, again and again. */
  @Nullable
  RemoteEvent next() throws InterruptedException {
    Signal signal = signals.take();
    if (signal.event() == null) {
      signals.add(signal);
    }
    return signal.event();
  }

  /** Nobody asks for intermediate results any more: those that wait are dropped, and others as they come. */
  void silence() {
    silent = true;
    signals.clear();
    if (end.isDone()) {
      signals.add(new Signal(null));
    }
  }

  /** Has the request cancelled, if it is not over. */
  void cancel() {
    if (!end.isDone()) {
      cancelling.accept(this);
    }
  }

  /** Ends it here, whatever becomes of it there. */
  void fail(Status status) {
    finish(RemoteEnd.of(status));
  }

  /** Ends it here at once, and then has it cancelled there, which may take a while. */
  void abandon(Status status, Executor sender) {
    if (finish(RemoteEnd.of(status))) {
      sender.execute(() -> cancelling.accept(this));
    }
  }

  /** Whether it was not over before. */
  private boolean finish(RemoteEnd how) {
    boolean first = end.complete(how);
    if (first) {
      signals.add(new Signal(null));
    }
    return first;
  }

  /** Takes a reply: drops it if it is a duplicate, or of an attempt that was replaced. */
  void take(Message<ActionReply> reply) {
    if (end.isDone() || reply.attempt() < attempt) {
      return;
    }
    if (reply.attempt() > attempt) {
      begin(reply);
    }
    if (reply.sequence() < next) {
      return;
    }
    if (reply.sequence() > next) {
      fail(Status.Code.DATA_LOSS.because(
          "replies " + next + " to " + (reply.sequence() - 1) + " of " + request + " are missing"));
      return;
    }
    next++;
    if (reply.last()) {
      finish(RemoteEnd.of(reply));
    } else {
      give(reply);
    }
  }

  /** Of an attempt that was under way before anybody asked here, the first replies were sent to others. */
  private void begin(Message<ActionReply> first) {
    if (attempt != NONE) {
      offer(new RemoteEvent.Restarted(first.attempt(), given));
    }
    attempt = first.attempt();
    next = first.sequence();
    given = 0;
  }

  private void give(Message<ActionReply> reply) {
    ActionReply payload = reply.payload();
    ActionReplyItem item = payload == null ? null : payload.getItem();
    if (item == null) {
      fail(Status.Code.DATA_LOSS.because(
          "reply " + reply.sequence() + " of " + request + " must have an item but has none"));
      return;
    }
    given++;
    offer(new RemoteEvent.Item(
        item.getAction(), item.getStep(), item.getAttempt(), item.getNumber(), item.getValue()));
  }

  private void offer(RemoteEvent event) {
    if (silent) {
      return;
    }
    if (signals.size() >= buffered) {
      abandon(
          Status.Code.RESOURCE_EXHAUSTED.because("of " + request + " at most " + buffered
              + " intermediate results must wait to be read but there is one more"),
          ForkJoinPool.commonPool());
      return;
    }
    signals.add(new Signal(event));
  }
}
