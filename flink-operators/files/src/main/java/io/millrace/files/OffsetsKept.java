package io.millrace.files;

import io.millrace.kafka.record.KafkaRecord;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A source whose state also says where the topics begin that come after it, or that it reads. */
final class OffsetsKept<S extends SourceSplit, C>
    implements Source<KafkaRecord, S, OffsetsState<C>> {

  private static final long serialVersionUID = 1L;

  /** Makes the source, of the offsets that hold. */
  interface Recipe<S extends SourceSplit, C>
      extends Function<Map<TopicPartition, Long>, Source<KafkaRecord, S, C>>, Serializable {}

  private final HashMap<TopicPartition, Long> offsets;
  private final Recipe<S, C> recipe;

  OffsetsKept(Map<TopicPartition, Long> offsets, Recipe<S, C> recipe) {
    this.offsets = new HashMap<>(offsets);
    this.recipe = recipe;
  }

  /** Those that the enumerator before the switch had; or those given, if there was no switch since the job began. */
  static Map<TopicPartition, Long> of(
      @Nullable SplitEnumerator<?, ?> previous, Map<TopicPartition, Long> otherwise) {
    return previous instanceof OffsetsEnumerator<?, ?> kept ? kept.offsets() : otherwise;
  }

  private Source<KafkaRecord, S, C> source() {
    return recipe.apply(offsets);
  }

  @Override
  public Boundedness getBoundedness() {
    return source().getBoundedness();
  }

  @Override
  public SourceReader<KafkaRecord, S> createReader(SourceReaderContext context) throws Exception {
    return source().createReader(context);
  }

  @Override
  public SplitEnumerator<S, OffsetsState<C>> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return new OffsetsEnumerator<>(offsets, source().createEnumerator(context));
  }

  @Override
  public SplitEnumerator<S, OffsetsState<C>> restoreEnumerator(
      SplitEnumeratorContext<S> context, OffsetsState<C> kept) throws Exception {
    return new OffsetsEnumerator<>(
        kept.offsets(), recipe.apply(kept.offsets()).restoreEnumerator(context, kept.enumerator()));
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return source().getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<OffsetsState<C>> getEnumeratorCheckpointSerializer() {
    return new OffsetsState.Serializer<>(source().getEnumeratorCheckpointSerializer());
  }
}
