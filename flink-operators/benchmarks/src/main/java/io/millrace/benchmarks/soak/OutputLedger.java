package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.soak.Expectation.Verdict;
import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What must come out on a topic and what does. The load tells it the one, a reader the other: each message once, and in its
 * turn. Another reader, which drops nothing, shows it each record: what is written first is held to the same, and what is
 * written again to what was written first.
 *
 * @param <T> the payload's type
 */
final class OutputLedger<T> {

  private static final int MOST_COMPLAINTS = 20;

  /**
   * What it says.
   *
   * @param out messages that a reader was handed
   * @param again records of messages that were on the topic before, and were compared
   * @param lost messages that have not come
   * @param duplicated messages that a reader was handed more than once
   * @param wrong messages with other contents, out of their turn, or that nobody expects, counted by the reader that was
   *     handed them, and again by the one that is shown each record, also those that were dropped
   * @param waiting requests of which something has not come
   * @param ends how many requests ended how: the status and, if it is not OK, what was the matter
   * @param complaints the first that was wrong, in words
   */
  record Tally(
      long out,
      long again,
      long lost,
      long duplicated,
      long wrong,
      int waiting,
      Map<String, Long> ends,
      List<String> complaints) {}

  private final String topic;
  private final Contents<T> contents;
  private final WrittenRecords<T> written;
  private final Map<String, Expectation> waiting = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final Map<String, Long> ends = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private long out;
  private long duplicated;
  private long wrong;

  OutputLedger(String topic, Class<T> payload) {
    this.topic = topic;
    this.contents = new Contents<>(payload);
    this.written = new WrittenRecords<>(payload);
  }

  /** Expects what a request that is going to be written must bring. */
  synchronized void expect(Expectation expectation) {
    waiting.put(expectation.requestId(), expectation);
    written.expect(expectation.anew());
  }

  /** Holds a record to what must be on the topic; each is shown, also those that a reader drops. */
  synchronized void compare(Message<T> message, ConsumerRecord<byte[], byte[]> record) {
    written.take(message, record).ifPresent(this::wrong);
  }

  /** Takes a message that a reader was handed. */
  synchronized void take(Message<T> message, byte[] bytes) {
    out++;
    Expectation expectation = waiting.get(message.requestId());
    if (expectation == null) {
      takeUnawaited(message);
      return;
    }
    Verdict verdict = expectation.take(message, contents.of(message, bytes));
    switch (verdict) {
      case RIGHT -> {}
      case AGAIN -> again(message);
      case EARLY, WRONG -> wrong(message + " " + verdict.words());
    }
    if (expectation.missing() == 0) {
      waiting.remove(message.requestId());
      done.add(message.requestId());
      countEnd(expectation.trouble());
    }
  }

  private void takeUnawaited(Message<?> message) {
    if (done.contains(message.requestId())) {
      again(message);
    } else {
      wrong(message + " is of a request that nobody wrote");
    }
  }

  private void countEnd(Trouble trouble) {
    String words = trouble.end().name();
    ends.merge(trouble == Trouble.NONE ? words : words + " " + trouble, 1L, Long::sum);
  }

  private void again(Message<?> message) {
    duplicated++;
    complain(message + " was handed over twice");
  }

  /** Takes a record that is no message. */
  synchronized void refuse(String why) {
    out++;
    wrong(why);
  }

  private void wrong(String why) {
    wrong++;
    complain(why);
  }

  private void complain(String why) {
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(topic + ": " + why);
    }
  }

  /** What there is to say now. */
  synchronized Tally tally() {
    List<String> all = new ArrayList<>(complaints);
    waiting.values().stream()
        .limit(MOST_COMPLAINTS)
        .map(each -> topic + ": " + each.missing() + " messages of " + each.requestId() + " ("
            + each.trouble() + ") did not come")
        .forEach(all::add);
    long lost = waiting.values().stream().mapToLong(Expectation::missing).sum();
    return new Tally(
        out, written.again(), lost, duplicated, wrong, waiting.size(), new TreeMap<>(ends), all);
  }
}
