package io.millrace.examples.entities;

import io.millrace.examples.produce.Transcript;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole texts that transcripts hold, by request: read in plain Java, with neither Flink nor Kafka. */
public final class SentTexts {

  private SentTexts() {}

  public static Map<String, String> of(List<Transcript> transcripts) throws Exception {
    Map<String, String> texts = new TreeMap<>();
    ChunkReader reader = new ChunkReader();
    long offset = 0;
    for (Transcript transcript : transcripts) {
      byte[] key = transcript.id().getBytes(StandardCharsets.UTF_8);
      for (String chunk : transcript.chunks()) {
        byte[] value = chunk.getBytes(StandardCharsets.UTF_8);
        KafkaRecord record = new KafkaRecord("sent", 0, offset++, -1, key, value, List.of());
        reader.read(record, message -> {
          GeneratedTextStreamResult piece = message.payload();
          texts.merge(
              message.requestId(), piece == null ? "" : piece.getGeneratedText(), String::concat);
        });
      }
    }
    return texts;
  }

  /** What masking makes of them, called once for each whole text. */
  public static Map<String, String> masked(Map<String, String> texts) throws Exception {
    Map<String, String> masked = new TreeMap<>();
    try (var runner = TextModules.masking()) {
      texts.forEach((request, text) -> masked.put(request, runner.unaryUnary(text)));
    }
    return masked;
  }
}
