package io.millrace.kafka.openai;

import java.util.List;

/**
 * What is remembered of a partition, for a checkpoint. Public, as Flink stores it.
 *
 * @param topic the partition's topic
 * @param partition its number
 * @param offset the offset of the last record taken
 * @param completions the completions under way, those silent for longest first
 */
public record PartitionProgress(
    String topic, int partition, long offset, List<OpenCompletion> completions) {}
