package io.millrace.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A topic of three partitions, with a completion a record: in partition 0 five in the first five minutes of an hour, in
 * partition 1 two in the first two, in partition 2 none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class RangeITCase {

  private static final String CHUNK =
      "{\"id\":\"%1$s\",\"object\":\"chat.completion.chunk\",\"choices\":"
          + "[{\"index\":0,\"delta\":{\"content\":\"hello\"},\"finish_reason\":\"stop\"}]}";

  private final Instant hour = Instant.now().minusSeconds(3_600);
  private JobKafka kafka;
  private EntitiesTopics topics;

  @BeforeAll
  void writeATopic() throws Exception {
    kafka = new JobKafka();
    topics = kafka.topics("range");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int minute = 0; minute < 5; minute++) {
      records.add(record(0, minute));
      if (minute < 2) {
        records.add(record(1, minute));
      }
    }
    kafka.write(records);
  }

  @AfterAll
  void stopKafka() throws Exception {
    kafka.close();
  }

  private ProducerRecord<byte[], byte[]> record(int partition, int minute) {
    String id = "r%d-%d".formatted(partition, minute);
    return new ProducerRecord<>(
        topics.chunks(),
        partition,
        hour.plusSeconds(minute * 60L).toEpochMilli(),
        id.getBytes(UTF_8),
        CHUNK.formatted(id).getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --from=earliest --until=latest | 7
      --from=latest --until=latest   | 0
      --from=0=2 --bounded           | 5
      --from=0=2,1=1 --until=0=4     | 3
      --from=0=5,1=2 --bounded       | 0
      --from=MINUTE3 --until=latest  | 2
      --from=MINUTE1 --until=MINUTE3 | 3
      --from=MINUTE9 --until=MINUTE9 | 0
      --from=latest --until=MINUTE1  | 0
      --from=0=4 --until=MINUTE1     | 1
      """)
  void readsWhatIsBetween(String range, int requests) {
    assertThat(run(range))
        .isEqualTo(new Outcome(0, requests + " requests ended, 0 entities, 0 dead letters\n", ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --from=7=0            | --from names partition 7 but the last of topic 'range-chunks' is 2
      --from=0=6            | --from names offset 6 of partition 0 but topic 'range-chunks' has those from 0 to 5
      --until=1=3           | --until names offset 3 of partition 1 but topic 'range-chunks' has those from 0 to 2
      """)
  void saysWhichPlaceIsNotThere(String range, String message) {
    assertThat(run(range))
        .isEqualTo(new Outcome(1, "", "millrace entities failed: " + message + "\n"));
  }

  private Outcome run(String range) {
    List<String> arguments = new ArrayList<>(List.of(
        "entities",
        "-b",
        kafka.properties().getProperty("bootstrap.servers"),
        "--chunks",
        topics.chunks(),
        "--entities",
        topics.entities(),
        "--masked",
        topics.masked(),
        "--generations",
        topics.generations(),
        "--dead-letters",
        topics.deadLetters()));
    Pattern.compile(" ").splitAsStream(range).map(this::minutes).forEach(arguments::add);
    return Outcome.of(arguments.toArray(String[]::new));
  }

  private String minutes(String option) {
    String named = option;
    for (int minute = 0; minute < 10; minute++) {
      named = named.replace("MINUTE" + minute, hour.plusSeconds(minute * 60L).toString());
    }
    return named;
  }
}
