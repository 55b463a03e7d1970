package io.millrace.examples.quickstart;

import io.millrace.examples.produce.Interleaving;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which requests must end, given what was sent: read in plain Java, by what reads the chunks in the job too. */
final class ExpectedRequests {

  private final ChunkReader reader = new ChunkReader();
  private final Set<String> ended = new TreeSet<>();
  private long offset;

  void sent(Interleaving.Due due) {
    KafkaRecord record = new KafkaRecord(
        "sent",
        0,
        offset++,
        -1,
        due.transcript().id().getBytes(StandardCharsets.UTF_8),
        due.chunk().getBytes(StandardCharsets.UTF_8),
        List.of());
    try {
      boolean unused = reader.read(record, message -> {
        if (message.last()) {
          ended.add(message.requestId());
        }
      });
    } catch (UndecodableException e) {
      throw new IllegalStateException("a chunk written here must be readable: " + due.chunk(), e);
    }
  }

  Set<String> ended() {
    return ended;
  }
}
