package io.millrace.kafka.openai;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.openai.Chunk.Choice;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The completions of one partition, of which something must be remembered: the texts beside a choice's own that have begun,
 * as the record that ends the choice does not say which there were; half a character; what the first record said of all
 * texts. Most completions need nothing of it.
 *
 * <p>What is remembered depends on the partition's records alone: neither clocks nor other partitions change it.
 */
final class Completions {

  /** So many are remembered; of one more, that which was silent for longest is given up. */
  static final int MOST = 16_384;

  private final Map<String, OpenCompletion> open = new LinkedHashMap<>(16, 0.75f, true);
  private long offset;
  private final LongAdder forgotten;

  private Completions(long offset, LongAdder forgotten) {
    this.offset = offset;
    this.forgotten = forgotten;
  }

  /** Nothing yet; {@code forgotten} counts the completions that are given up. */
  static Completions none(LongAdder forgotten) {
    return new Completions(-1, forgotten);
  }

  static Completions of(PartitionProgress progress, LongAdder forgotten) {
    Completions restored = new Completions(progress.offset(), forgotten);
    progress.completions().forEach(one -> restored.open.put(one.id(), one));
    return restored;
  }

  PartitionProgress progress(String topic, int partition) {
    return new PartitionProgress(topic, partition, offset, List.copyOf(open.values()));
  }

  void take(Chunk chunk, Placement at, Consumer<Message<GeneratedTextStreamResult>> out) {
    if (at.origin().offset() <= offset) {
      // The reader was set back: what is remembered lies in the future.
      open.clear();
    }
    offset = at.origin().offset();
    OpenCompletion now = current(chunk.id(), at, out);
    Turn turn = new Turn(at, out);
    for (Choice choice : chunk.choices()) {
      now = turn.take(now, choice);
    }
    if (now.choices().isEmpty()) {
      open.remove(now.id());
      return;
    }
    open.put(now.id(), now);
    if (open.size() > MOST) {
      forgetEldest(at, out);
    }
  }

  private OpenCompletion current(
      String id, Placement at, Consumer<Message<GeneratedTextStreamResult>> out) {
    OpenCompletion known = open.get(id);
    if (known != null && known.attempt() >= at.attempt()) {
      return known;
    }
    if (known != null) {
      Status superseded = Status.Code.ABORTED.because("attempt " + at.attempt() + " began");
      known.choices().forEach(choice -> Turn.fail(known, choice, superseded, at, out));
    }
    return new OpenCompletion(id, at.attempt(), at.headers(), at.parameters(), List.of());
  }

  private void forgetEldest(Placement at, Consumer<Message<GeneratedTextStreamResult>> out) {
    OpenCompletion eldest = open.values().iterator().next();
    open.remove(eldest.id());
    forgotten.increment();
    Status silent = Status.Code.RESOURCE_EXHAUSTED.because(
        "completion '" + eldest.id() + "' was silent while " + MOST + " others were not");
    eldest.choices().forEach(choice -> Turn.fail(eldest, choice, silent, at, out));
  }
}
