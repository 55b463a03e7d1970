package io.millrace.kafka;

import io.millrace.kafka.record.KafkaRecord;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded source of topics that ends when it was restored, too. The connector's enumerator (5.0.0) tells its readers that
 * there are no more splits when it has found partitions; restored, it knows them all, finds none, and its readers wait for
 * ever. Here they are told when it has looked and asks for nothing more.
 */
record EndingSource<S extends SourceSplit, C>(Source<KafkaRecord, S, C> topics)
    implements Source<KafkaRecord, S, C> {

  @Override
  public Boundedness getBoundedness() {
    return topics.getBoundedness();
  }

  @Override
  public SourceReader<KafkaRecord, S> createReader(SourceReaderContext context) throws Exception {
    return topics.createReader(context);
  }

  @Override
  public SplitEnumerator<S, C> createEnumerator(SplitEnumeratorContext<S> context)
      throws Exception {
    return topics.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<S, C> restoreEnumerator(SplitEnumeratorContext<S> context, C state)
      throws Exception {
    Look<S> look = new Look<>(context);
    return new EndingEnumerator<>(topics.restoreEnumerator(look.watched(), state), look);
  }

  @Override
  public SimpleVersionedSerializer<S> getSplitSerializer() {
    return topics.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<C> getEnumeratorCheckpointSerializer() {
    return topics.getEnumeratorCheckpointSerializer();
  }
}
