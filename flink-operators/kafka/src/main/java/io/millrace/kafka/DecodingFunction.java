package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns records into messages, or whatever they stand for. Each record is counted once, as taken, skipped or dead: their sum
 * is the records in.
 *
 * @param <T> what records stand for
 */
abstract class DecodingFunction<T> extends ProcessFunction<KafkaRecord, T> {

  static final String TAKEN = "numRecordsTaken";
  static final String SKIPPED = "numRecordsSkipped";
  static final String DEAD = "numRecordsDead";

  private static final long serialVersionUID = 1L;

  private final String operator;
  private final OutputTag<DeadLetter> deadLetters;

  private transient LongCounter read = new LongCounter();
  private transient Counter taken = new SimpleCounter();
  private transient Counter skipped = new SimpleCounter();
  private transient Counter dead = new SimpleCounter();

  DecodingFunction(String operator, OutputTag<DeadLetter> deadLetters) {
    this.operator = operator;
    this.deadLetters = deadLetters;
  }

  /**
   * Reads a record.
   *
   * @param letters takes the dead letters of requests that end here, though the record can be read
   * @return whether it gave messages; otherwise it is skipped by rule
   */
  abstract boolean read(KafkaRecord record, Collector<T> out, Consumer<DeadLetter> letters)
      throws UndecodableException;

  /** The dead letter of a request that a message ends, whose record could be read. */
  final DeadLetter letter(Message<?> end) {
    Origin origin = Objects.requireNonNull(end.origin());
    return DeadLetter.ofRequest(
        operator, end.requestId(), end.attempt(), origin, origin.offset(), end.status(), "");
  }

  @Override
  public void open(OpenContext context) {
    read = new LongCounter();
    getRuntimeContext().addAccumulator(MessageSource.RECORDS_READ, read);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    taken = metrics.counter(TAKEN);
    skipped = metrics.counter(SKIPPED);
    dead = metrics.counter(DEAD);
  }

  @Override
  public final void processElement(KafkaRecord record, Context context, Collector<T> out) {
    read.add(1);
    try {
      (read(record, out, letter -> context.output(deadLetters, letter)) ? taken : skipped).inc();
    } catch (UndecodableException e) {
      dead.inc();
      context.output(deadLetters, record.asDeadLetter(operator, e));
    }
  }
}
