package io.millrace.examples.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where places are in a topic now, asked of its brokers. */
final class TopicOffsets implements AutoCloseable {

  private final Properties kafka;
  private final String group;
  private final String topic;
  private final Admin admin;
  private final int partitions;
  private final Map<Integer, Long> first;
  private final Map<Integer, Long> next;

  TopicOffsets(Properties kafka, String group, String topic)
      throws JobFailedException, InterruptedException {
    this.kafka = kafka;
    this.group = group;
    this.topic = topic;
    this.admin = KafkaTopics.admin(kafka);
    this.partitions = KafkaTopics.partitions(kafka, admin, topic);
    this.first = ask(OffsetSpec.earliest());
    this.next = ask(OffsetSpec.latest());
  }

  /** The offset of every partition. */
  Map<Integer, Long> of(String option, TopicPlace place)
      throws JobFailedException, InterruptedException {
    if (place instanceof TopicPlace.Offsets given) {
      return given(option, given);
    }
    if (place instanceof TopicPlace.At at) {
      Map<Integer, Long> offsets = ask(OffsetSpec.forTimestamp(at.time().toEpochMilli()));
      offsets.replaceAll((partition, found) -> found < 0 ? of(next, partition) : found);
      return offsets;
    }
    return switch ((TopicPlace.Named) place) {
      case GROUP -> committed();
      case EARLIEST -> first;
      case LATEST -> next;
    };
  }

  private Map<Integer, Long> given(String option, TopicPlace.Offsets given)
      throws JobFailedException {
    Map<Integer, Long> offsets = new HashMap<>(option.equals("--from") ? first : next);
    for (Map.Entry<Integer, Long> each : given.byPartition().entrySet()) {
      if (each.getKey() >= partitions) {
        throw new JobFailedException(option + " names partition " + each.getKey()
            + " but the last of topic '" + topic + "' is " + (partitions - 1));
      }
      long begin = of(first, each.getKey());
      long end = of(next, each.getKey());
      if (each.getValue() < begin || each.getValue() > end) {
        throw new JobFailedException(option + " names offset " + each.getValue() + " of partition "
            + each.getKey() + " but topic '" + topic + "' has those from " + begin + " to " + end);
      }
      offsets.put(each.getKey(), each.getValue());
    }
    return offsets;
  }

  private Map<Integer, Long> committed() throws JobFailedException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = KafkaTopics.answer(
        kafka, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<Integer, Long> offsets = new HashMap<>(first);
    committed.forEach((partition, offset) -> {
      if (partition.topic().equals(topic) && offset != null) {
        offsets.put(partition.partition(), offset.offset());
      }
    });
    return offsets;
  }

  private Map<Integer, Long> ask(OffsetSpec place) throws JobFailedException, InterruptedException {
    Map<TopicPartition, OffsetSpec> places = IntStream.range(0, partitions)
        .mapToObj(number -> new TopicPartition(topic, number))
        .collect(Collectors.toMap(Function.identity(), any -> place));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        KafkaTopics.answer(kafka, admin.listOffsets(places).all());
    Map<Integer, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private static long of(Map<Integer, Long> offsets, int partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }

  @Override
  public void close() {
    admin.close();
  }
}
