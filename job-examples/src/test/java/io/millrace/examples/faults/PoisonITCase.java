package io.millrace.examples.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.entities.EntitiesJob;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.entities.JobKafka;
import io.millrace.examples.entities.JobOutputs;
import io.millrace.examples.entities.SentTexts;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Transcript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PoisonITCase {

  private static final int RECORDS = 100_000;
  private static final int ONE_IN = 100;

  private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setConfiguration(METRICS.addToConfiguration(new Configuration()))
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(2)
          .build());

  @Test
  void onePercentOfPoisonAmong100000RecordsIsDeadAndAllElseIsAnswered() throws Exception {
    List<Transcript> completions = completions(RECORDS - RECORDS / ONE_IN);
    try (JobKafka kafka = new JobKafka()) {
      EntitiesTopics topics = kafka.topics("poison");
      List<ProducerRecord<byte[], byte[]>> records = withPoison(topics.chunks(), completions);
      kafka.write(records);

      JobID job = runBounded(kafka, topics);

      int poison = records.size() / ONE_IN;
      assertThat(count(job, "numRecordsDead")).isEqualTo(poison);
      assertThat(count(job, "numRecordsTaken") + count(job, "numRecordsSkipped") + poison)
          .isEqualTo(records.size());
      assertThat(JobOutputs.records(kafka.properties(), topics.deadLetters()))
          .extracting(letter -> new String(letter.value(), UTF_8))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, poison).mapToObj(PoisonITCase::poison).toList());
      assertThat(JobOutputs.read(kafka.properties(), topics).texts())
          .isEqualTo(SentTexts.of(completions));
    }
  }

  private static JobID runBounded(JobKafka kafka, EntitiesTopics topics) throws Exception {
    StreamExecutionEnvironment flink = kafka.environment(RuntimeExecutionMode.STREAMING);
    EntitiesJob job = kafka.job(topics);
    job.define(flink, job.input().from(OffsetsInitializer.earliest()).bounded());
    return flink.execute("poison").getJobID();
  }

  private static long count(JobID job, String counter) {
    return METRICS.findMetrics(job, ".*[.]" + counter).values().stream()
        .mapToLong(metric -> ((Counter) metric).getCount())
        .sum();
  }

  /** So many that they have at least so many records. */
  private static List<Transcript> completions(int records) throws IOException {
    List<Transcript> completions = new ArrayList<>();
    int enough = records;
    for (int round = 0; enough > 0; round++) {
      List<Transcript> more = Load.round(round);
      completions.addAll(more);
      enough -= more.stream().mapToInt(each -> each.chunks().size()).sum();
    }
    return completions;
  }

  private static List<ProducerRecord<byte[], byte[]>> withPoison(
      String topic, List<Transcript> completions) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Interleaving interleaving = new Interleaving(completions, 50, Pace.UNLIMITED);
    while (interleaving.hasNext()) {
      Interleaving.Due due = interleaving.next();
      byte[] key = due.transcript().id().getBytes(UTF_8);
      records.add(new ProducerRecord<>(topic, key, due.chunk().getBytes(UTF_8)));
      if (records.size() % ONE_IN == ONE_IN - 1) {
        records.add(
            new ProducerRecord<>(topic, key, poison(records.size() / ONE_IN).getBytes(UTF_8)));
      }
    }
    return records;
  }

  private static String poison(int number) {
    return "no chunk " + number;
  }
}
