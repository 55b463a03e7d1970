package io.millrace.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.ActionReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads the topic of replies to its end and on, on a thread of its own, and hands each to the request it is of. Those of
 * applications that nobody here asks are not even decoded.
 */
final class ReplyReader implements Runnable {

  /** So often a look is taken whether the topic has more partitions; Kafka's metadata are no newer than that either. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration BRIEFLY = Duration.ofMillis(50);
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final MessageDecoder<ActionReply> decoder;
  private final Exchanges exchanges;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private volatile boolean closed;

  ReplyReader(
      Consumer<byte[], byte[]> consumer,
      String topic,
      MessageDecoder<ActionReply> decoder,
      Exchanges exchanges) {
    this.consumer = consumer;
    this.topic = topic;
    this.decoder = decoder;
    this.exchanges = exchanges;
  }

  /**
   * Stands behind all that is in the topic now: what is sent from here on is read.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  void standAtEnd() {
    partitions.addAll(partitionsSoon());
    if (partitions.isEmpty()) {
      throw new IllegalArgumentException(
          "topic '" + topic + "' of replies must be there but is not");
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Asked for one by one, or each would be looked up by the first poll only: behind the first
    // replies, perhaps.
    partitions.forEach(consumer::position);
  }

  /** A topic that was made a moment ago is not known to each broker at once. */
  private List<TopicPartition> partitionsSoon() {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    List<TopicPartition> found = partitionsNow();
    while (found.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BRIEFLY.toNanos());
      found = partitionsNow();
    }
    return found;
  }

  private List<TopicPartition> partitionsNow() {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    return infos == null
        ? List.of()
        : infos.stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
  }

  @Override
  public void run() {
    try (consumer) {
      while (!closed) {
        poll();
      }
    } catch (WakeupException closing) {
      // The client has ended all requests before.
    } catch (RuntimeException e) {
      exchanges.end(Status.Code.UNAVAILABLE.because("replies cannot be read any more: " + e));
    } finally {
      // Of an error that is no exception nobody else would tell those who wait.
      exchanges.end(Status.Code.UNAVAILABLE.because("replies are not read any more"));
    }
  }

  /** Has the thread end. */
  void close() {
    closed = true;
    consumer.wakeup();
  }

  private void poll() {
    try {
      consumer.poll(LOOK).forEach(this::take);
      addPartitions();
    } catch (InvalidOffsetException e) {
      lost(e);
    }
  }

  /** What comes to a partition that is new has nothing before it that was for others. */
  private void addPartitions() {
    List<TopicPartition> added = new ArrayList<>(partitionsNow());
    added.removeAll(partitions);
    if (added.isEmpty()) {
      return;
    }
    partitions.addAll(added);
    consumer.assign(partitions);
    consumer.seekToBeginning(added);
  }

  /** The topic was cut where this stands: nobody knows what was there. */
  private void lost(InvalidOffsetException cause) {
    Status status = Status.Code.DATA_LOSS.because(
        "replies were deleted before they were read: " + cause.getMessage());
    // Looked up at once: a request that is sent as soon as the others have failed misses nothing.
    consumer.seekToEnd(cause.partitions());
    cause.partitions().forEach(consumer::position);
    exchanges.all().forEach(each -> each.fail(status));
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String application = new String(record.key(), UTF_8);
    if (exchanges.has(application)) {
      take(application, record.value());
    }
  }

  private void take(String application, byte[] value) {
    try {
      Message<ActionReply> reply = decoder.decode(value, null);
      ActionReply payload = reply.payload();
      if (payload == null) {
        // The end of a request whose own end could not be written: it does not say the partition.
        exchanges.of(application, reply.requestId()).forEach(each -> each.take(reply));
      } else {
        exchanges
            .find(application, payload.getPartition(), reply.requestId())
            .ifPresent(each -> each.take(reply));
      }
    } catch (EnvelopeException | RuntimeException e) {
      Status status = Status.Code.DATA_LOSS.because(
          "a reply of application '" + application + "' cannot be read: " + e.getMessage());
      exchanges.of(application).forEach(each -> each.fail(status));
    }
  }
}
