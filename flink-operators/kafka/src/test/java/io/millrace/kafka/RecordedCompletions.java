package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Completions of all kinds, interleaved, with what is no chunk among them; and what should become of them. */
final class RecordedCompletions {

  private static final String[] WORDS = {
    "Hello", " wor", "ld", " 😀", "", " Grüße", ".", "\\n", " a@b.de"
  };
  private static final String[] POISON = {
    "", "nonsense", "[]", "{\"choices\":[{}", "{\"id\":\"x\"}", "{\"choices\":7}"
  };
  private static final String[] SKIPPED = {"[DONE]", "{\"id\":\"\",\"object\":\"\",\"choices\":[]}"
  };

  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final Map<String, StringBuilder> texts = new TreeMap<>();
  private final String topic;
  private final Random random;
  private int poison;
  private int skipped;
  private int messages;

  RecordedCompletions(String topic, int completions, long seed) {
    this.topic = topic;
    this.random = new Random(seed);
    Map<String, Integer> left = new HashMap<>();
    for (int i = 0; i < completions; i++) {
      left.put("chatcmpl-" + i, 5 + random.nextInt(20));
    }
    while (!left.isEmpty()) {
      List<String> open = new ArrayList<>(new TreeMap<>(left).keySet());
      String id = open.get(random.nextInt(open.size()));
      int pieces = left.merge(id, -1, Integer::sum);
      if (pieces > 0) {
        piece(id, random.nextInt(8));
      } else {
        left.remove(id);
        finish(id);
      }
      noise(id);
    }
  }

  private void piece(String id, int kind) {
    String word = WORDS[random.nextInt(WORDS.length)];
    String delta = switch (kind) {
      case 0 -> "{\"refusal\":\"" + word + "\"}";
      case 1, 2 ->
        "{\"tool_calls\":[{\"index\":" + kind + ",\"function\":{\"arguments\":\"" + word + "\"}}]}";
      default -> "{\"content\":\"" + word + "\"}";
    };
    String part = kind == 0 ? "/refusal" : kind < 3 ? "/tool-" + kind : "";
    send(id, chunk(id, "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}"));
    String text = word.replace("\\n", "\n");
    extend(id, kind < 3 ? "" : text);
    if (kind == 1 || kind == 2 || (kind == 0 && !text.isEmpty())) {
      extend(id + part, text);
    }
  }

  private void finish(String id) {
    texts.computeIfAbsent(id, any -> new StringBuilder());
    send(id, chunk(id, "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"));
    texts.keySet().stream()
        .filter(request -> request.equals(id) || request.startsWith(id + "/"))
        .forEach(request -> messages++);
  }

  private void noise(String id) {
    if (random.nextInt(10) == 0) {
      send(random.nextBoolean() ? id : null, POISON[random.nextInt(POISON.length)]);
      poison++;
    }
    if (random.nextInt(10) == 0) {
      send(id, SKIPPED[random.nextInt(SKIPPED.length)]);
      skipped++;
    }
  }

  private void send(@Nullable String key, String value) {
    records.add(new ProducerRecord<>(
        topic, key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  private static String chunk(String id, String choice) {
    return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"choices\":[" + choice
        + "]}";
  }

  private void extend(String request, String text) {
    texts.computeIfAbsent(request, any -> new StringBuilder()).append(text);
    messages++;
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  int poison() {
    return poison;
  }

  int skipped() {
    return skipped;
  }

  /** How many messages they give: one for each piece of a text, and one that ends it. */
  int messages() {
    return messages;
  }

  /** The text of every request. */
  Map<String, String> texts() {
    Map<String, String> all = new TreeMap<>();
    texts.forEach((request, text) -> all.put(request, text.toString()));
    return all;
  }
}
