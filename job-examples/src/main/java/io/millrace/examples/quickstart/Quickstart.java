package io.millrace.examples.quickstart;

import io.millrace.examples.cli.FlinkSettings;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.entities.EntitiesJob;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.terminal.Style;
import io.millrace.examples.terminal.Terminal;
import io.millrace.examples.topics.Agreement;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The steps of the quickstart, on a Kafka that is there. */
final class Quickstart {

  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final EntitiesTopics LIVE = EntitiesTopics.DEFAULT;
  private static final EntitiesTopics BACKFILL = LIVE.withOutputs("backfill.");

  private final Properties kafka;
  private final Terminal terminal;
  private final PrintWriter out;
  private final RuntimeExecutionMode backfillMode;

  Quickstart(
      Properties kafka, Terminal terminal, PrintWriter out, RuntimeExecutionMode backfillMode) {
    this.kafka = kafka;
    this.terminal = terminal;
    this.out = out;
    this.backfillMode = backfillMode;
  }

  /** Runs live for so many seconds and what it takes to finish, then bounded, and compares. */
  void run(long seconds) throws Exception {
    KafkaTopics.create(kafka, List.of(LIVE.chunks()), PARTITIONS);
    KafkaTopics.create(kafka, LIVE.outputs(), PARTITIONS);
    KafkaTopics.create(kafka, BACKFILL.outputs(), PARTITIONS);
    FirstOutputs firstOutputs = new FirstOutputs();
    Board board = live(seconds, firstOutputs);
    say("Live: %d requests, %d entities; %s."
        .formatted(board.requests(), board.entities(), firstOutputs.summary().orElse("no output")));
    long begin = System.nanoTime();
    backfill();
    say("Backfill: the same job over the same topic, bounded, in %s mode: %.1f s."
        .formatted(backfillMode, (System.nanoTime() - begin) / 1e9));
    Optional<String> difference = difference();
    if (difference.isPresent()) {
      throw new JobFailedException("live and backfill differ: " + difference.get());
    }
    out.println(Style.GREEN.of(
        "live and backfill agree: %d requests, %d entities, identical"
            .formatted(board.requests(), board.entities()),
        terminal.coloured()));
  }

  private Board live(long seconds, FirstOutputs firstOutputs) throws Exception {
    StreamExecutionEnvironment flink = FlinkSettings.environment(
        RuntimeExecutionMode.STREAMING, PARALLELISM, Duration.ofSeconds(2), Map.of());
    EntitiesJob job = EntitiesJob.of(kafka, LIVE, "quickstart");
    job.define(flink, job.input().from(OffsetsInitializer.earliest()));
    JobClient running = flink.executeAsync("quickstart live");
    say(
        "Live: completions stream through Kafka and Flink for %d seconds; [LABELS] cover what was found."
            .formatted(seconds));
    try (Show show = new Show(kafka, LIVE, terminal, out, firstOutputs)) {
      new LiveRun(kafka, LIVE, Completions.transcripts(), seconds, firstOutputs).run(show);
      return show.board();
    } finally {
      running.cancel().get();
    }
  }

  private void backfill() throws Exception {
    StreamExecutionEnvironment flink =
        FlinkSettings.environment(backfillMode, PARALLELISM, Duration.ofSeconds(1), Map.of());
    EntitiesJob job = EntitiesJob.of(kafka, BACKFILL, "quickstart-backfill");
    job.define(flink, job.input().from(OffsetsInitializer.earliest()).bounded());
    flink.execute("quickstart backfill");
  }

  private Optional<String> difference() {
    return difference(LIVE.entities(), BACKFILL.entities(), TokenClassificationStreamResult.class)
        .or(() -> difference(LIVE.masked(), BACKFILL.masked(), String.class))
        .or(() ->
            difference(LIVE.generations(), BACKFILL.generations(), GeneratedTextResult.class));
  }

  private Optional<String> difference(String live, String backfill, Class<?> payload) {
    return Agreement.difference(
        live,
        TopicMessages.read(kafka, live, payload),
        TopicMessages.read(kafka, backfill, payload));
  }

  private void say(String line) {
    out.println(Style.BOLD.of(line, terminal.coloured()));
  }
}
