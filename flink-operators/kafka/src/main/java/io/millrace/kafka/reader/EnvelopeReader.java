package io.millrace.kafka.reader;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics of envelopes and hands each message over once, though a topic that is written at least once, or that is read
 * {@code read_uncommitted} while it is written in transactions, holds some twice after a failure.
 *
 * <p>What was handed over is remembered by partition, for as many requests as the look-back says. A reader that begins
 * where another one stopped, after a restart or a rebalance, first reads so many records again, and hands none of them over:
 * it then knows what the other one knew. So the look-back must be as long as a writer's longest step back: the records it
 * puts into a partition between two checkpoints, times the failures in a row. What was written again later than that is
 * handed over again.
 *
 * <p>A position is committed by {@link #commit}, and for partitions that go to another reader of the group, by {@link
 * #poll}: what it gave the time before is then taken as done. What was handed over and not committed when the process died is
 * handed over again to the next. Who must not have that either stores each message's {@link Origin} with its results, and
 * begins behind it by {@link #assign}.
 *
 * <p>Used by one thread, as a {@link KafkaConsumer}.
 *
 * @param <T> the payload's type
 */
public final class EnvelopeReader<T> implements AutoCloseable {

  /** How many records are read again where a reader begins, unless told otherwise. */
  public static final int LOOK_BACK = 10_000;

  /** Takes the records that are no messages. */
  @FunctionalInterface
  public interface Refused {
    /** A record, and why it was refused; what this throws, {@link #poll} throws. */
    void take(ConsumerRecord<byte[], byte[]> record, String why);
  }

  /** A partition that is read: where handing over begins, and what was seen. */
  private record Place(long begin, SeenMessages seen) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final MessageDecoder<T> decoder;
  private final Refused refused;
  private final int lookBack;
  private final Map<TopicPartition, Place> places = new HashMap<>();

  /**
   * A reader.
   *
   * @param config the consumer's: servers, group, isolation level. It commits nothing by itself
   * @param decoder reads the messages
   * @param refused takes the records that are no messages, or have no sequence
   * @param lookBack how many records are read again where it begins, and how many requests are remembered by partition
   */
  public EnvelopeReader(
      Map<String, ?> config, MessageDecoder<T> decoder, Refused refused, int lookBack) {
    if (lookBack < 1) {
      throw new IllegalArgumentException("look-back must be at least 1 record but was " + lookBack);
    }
    Map<String, Object> all = new HashMap<>(config);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    this.consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.decoder = decoder;
    this.refused = refused;
    this.lookBack = lookBack;
  }

  /** Reads topics as one of a group: from where it stands on. */
  public void subscribe(Collection<String> topics) {
    consumer.subscribe(topics, new Rebalances());
  }

  /** Reads partitions from these offsets on, in no group. */
  public void assign(Map<TopicPartition, Long> begin) {
    places.clear();
    consumer.assign(begin.keySet());
    begin.forEach(this::begin);
  }

  /** The messages that came within this time and are new; each partition's in its order. */
  public List<Message<T>> poll(Duration within) {
    List<Message<T>> fresh = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(within)) {
      read(record).ifPresent(fresh::add);
    }
    return fresh;
  }

  /** Commits that all that {@link #poll} gave is done. */
  public void commit() {
    consumer.commitSync(offsets(places.keySet()));
  }

  /** Where each partition stands: all before was handed over, or need not be. */
  public Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    places.keySet().forEach(partition -> positions.put(partition, position(partition)));
    return positions;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Optional<Message<T>> read(ConsumerRecord<byte[], byte[]> record) {
    Place place = place(new TopicPartition(record.topic(), record.partition()));
    boolean before = record.offset() < place.begin();
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      Message<T> message = decoder.decode(
          record.value(), new Origin(record.topic(), record.partition(), record.offset()));
      if (before) {
        place.seen().recall(message);
        return Optional.empty();
      }
      return place.seen().add(message) ? Optional.of(message) : Optional.empty();
    } catch (EnvelopeException | IllegalArgumentException e) {
      if (!before) {
        refused.take(record, String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  private void begin(TopicPartition partition, long begin) {
    long earliest =
        Objects.requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    consumer.seek(partition, Math.min(begin, Math.max(earliest, begin - lookBack)));
    places.put(partition, new Place(begin, new SeenMessages(lookBack)));
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition, new OffsetAndMetadata(position(partition)));
    }
    return offsets;
  }

  /** While it looks back, it stands where it is to begin. */
  private long position(TopicPartition partition) {
    return Math.max(place(partition).begin(), consumer.position(partition));
  }

  private Place place(TopicPartition partition) {
    return Objects.requireNonNull(places.get(partition), partition::toString);
  }

  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> begin(partition, consumer.position(partition)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      consumer.commitSync(offsets(partitions));
      partitions.forEach(places::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(places::remove);
    }
  }
}
