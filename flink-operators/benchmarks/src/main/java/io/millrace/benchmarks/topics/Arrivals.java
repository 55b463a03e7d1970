package io.millrace.benchmarks.topics;

import io.millrace.kafka.envelope.EnvelopeException;
import io.millrace.kafka.envelope.MessageDecoder;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Tokens that came: when those that count were due, and how many came within the stretch, due whenever. */
final class Arrivals {

  private final MessageDecoder<String> decoder = MessageDecoder.of(String.class);
  private final LongStream.Builder delays = LongStream.builder();
  private final Pace pace;
  private long counted;
  private long within;

  Arrivals(Pace pace) {
    this.pace = pace;
  }

  /** Takes what the consumer handed out at a time. */
  void add(ConsumerRecords<byte[], byte[]> records, long now) throws EnvelopeException {
    boolean inTime = pace.counts(now);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String text = decoder.decode(record.value(), null).payload();
      if (text != null && !text.isEmpty()) {
        add(Long.parseLong(text.strip()), now);
        within += inTime ? 1 : 0;
      }
    }
  }

  private void add(long due, long now) {
    if (pace.counts(due)) {
      delays.add(now - due);
      counted++;
    }
  }

  /** How many came that count. */
  long counted() {
    return counted;
  }

  /** How many a second came while it was measured. */
  double rate() {
    return pace.aSecond(within);
  }

  /** What they were delayed, of so many that were written; to be called once. */
  Delays delays(long written) {
    return Delays.of(delays.build().toArray(), written, pace.aSecond(written), rate());
  }
}
