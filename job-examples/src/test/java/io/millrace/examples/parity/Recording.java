package io.millrace.examples.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a gateway might have written to its topic: thousands of completions at a time, hundreds of records in a millisecond,
 * and whatever goes wrong there. The same seed gives the same records.
 *
 * @param records the records in their order; the key chooses the partition
 * @param texts the whole text of each completion that has one, in its highest attempt
 * @param unfinished the requests that are open when the records end
 * @param poison how many of the records cannot be read
 */
record Recording(
    List<ProducerRecord<byte[], byte[]>> records,
    Map<String, String> texts,
    Set<String> unfinished,
    int poison) {

  private static final List<Trouble> TROUBLES = List.of(Trouble.values());
  private static final int RECORDS_A_MILLISECOND = 200;
  private static final int POISON_ONE_IN = 150;
  private static final List<String> POISON =
      List.of("no JSON", "{\"id\":", "[]", "{\"choices\":\"none\"}");

  /**
   * Makes one.
   *
   * @param from the first records' timestamp
   */
  static Recording of(String topic, int requests, long seed, long from) {
    Random random = new Random(seed);
    Deque<Script> waiting = new ArrayDeque<>();
    Map<String, String> texts = new TreeMap<>();
    Set<String> unfinished = new TreeSet<>();
    for (int i = 0; i < requests; i++) {
      Trouble trouble = TROUBLES.get(i % TROUBLES.size());
      Script script = new Script("chatcmpl-%06d".formatted(i), random).with(trouble);
      waiting.add(script);
      script.text().ifPresent(text -> texts.put(script.id(), text));
      if (trouble.leavesOpen()) {
        unfinished.add(script.id());
      }
    }
    Written written = new Written(topic, from, random);
    written.mix(waiting, Math.max(1, requests / 2));
    return new Recording(List.copyOf(written.records), texts, unfinished, written.poison);
  }

  private static final class Written {
    private final String topic;
    private final long from;
    private final Random random;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int poison;

    Written(String topic, long from, Random random) {
      this.topic = topic;
      this.from = from;
      this.random = random;
    }

    void mix(Deque<Script> waiting, int together) {
      List<Script> underway = new ArrayList<>();
      while (!waiting.isEmpty() || !underway.isEmpty()) {
        while (underway.size() < together && !waiting.isEmpty()) {
          underway.add(waiting.remove());
        }
        int chosen = random.nextInt(underway.size());
        Script script = underway.get(chosen);
        write(script.id(), script.next());
        if (!script.hasNext()) {
          underway.set(chosen, underway.get(underway.size() - 1));
          underway.remove(underway.size() - 1);
        }
        if (random.nextInt(POISON_ONE_IN) == 0) {
          poison++;
          write(script.id(), Script.Line.plain(POISON.get(random.nextInt(POISON.size()))));
        }
      }
    }

    private void write(String id, Script.Line line) {
      long timestamp = from + records.size() / RECORDS_A_MILLISECOND;
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
          topic, null, timestamp, id.getBytes(UTF_8), line.value().getBytes(UTF_8));
      line.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
      records.add(record);
    }
  }
}
