package io.millrace.examples.produce;

import io.millrace.examples.cli.CommandErrors;
import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.cli.KafkaOptions;
import io.millrace.examples.cli.KafkaTopics;
import io.millrace.examples.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays recorded completions into a topic. */
@Command(
    name = "produce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Plays recorded completions into a topic, keyed by completion.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ProduceCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "A file or folder of transcripts: server-sent events, or JSON lines with one chat.completion.chunk each.")
  private Path input;

  @Option(
      names = "--topic",
      defaultValue = "llm.chunks",
      paramLabel = "TOPIC",
      description = "Where to. Default: ${DEFAULT-VALUE}.")
  private String topic;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      paramLabel = "N",
      description =
          "How many partitions the topic gets if it is not there. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--streams",
      defaultValue = "8",
      paramLabel = "N",
      description = "How many completions at a time. Default: ${DEFAULT-VALUE}.")
  private int streams;

  @ArgGroup
  private @Nullable Speed speed;

  @Mixin
  private KafkaOptions kafka;

  /** One of these; neither is as fast as Kafka takes them. */
  private static final class Speed {
    @Option(
        names = "--rate",
        paramLabel = "R",
        description = "Records a second, of all completions together.")
    private @Nullable Double rate;

    @Option(
        names = "--tokens-per-second",
        paramLabel = "R",
        description = "Records a second of each completion. Neither: as fast as Kafka takes them.")
    private @Nullable Double tokensPerSecond;

    Pace pace() {
      if (tokensPerSecond != null) {
        return Pace.each(tokensPerSecond);
      }
      return rate == null ? Pace.UNLIMITED : Pace.together(rate);
    }
  }

  @Override
  public Integer call() throws IOException, JobFailedException, InterruptedException {
    require(Files.exists(input), "--input must be a file or folder but " + input + " is not there");
    require(streams >= 1, "--streams must be at least 1 but was " + streams);
    require(partitions >= 1, "--partitions must be at least 1 but was " + partitions);
    Pace pace = CommandErrors.ofOptions(spec, () -> speed == null ? Pace.UNLIMITED : speed.pace());
    Properties properties = kafka.properties();
    List<Transcript> transcripts = TranscriptFiles.read(input);
    KafkaTopics.create(properties, List.of(topic), partitions);
    play(new Interleaving(transcripts, streams, pace), properties);
    return 0;
  }

  private void play(Interleaving interleaving, Properties properties)
      throws JobFailedException, InterruptedException {
    AtomicLong records = new AtomicLong();
    AtomicLong completions = new AtomicLong();
    Progress progress =
        Progress.show(spec.commandLine().getErr(), () -> played(completions.get(), records.get()));
    try (Player player = Player.into(topic, properties)) {
      player.play(interleaving, due -> {
        records.incrementAndGet();
        if (due.last()) {
          completions.incrementAndGet();
        }
      });
    } finally {
      progress.stop();
    }
    spec.commandLine().getOut().println(played(completions.get(), records.get()));
  }

  private String played(long completions, long records) {
    return "%s: %,d records, %,d completions ended".formatted(topic, records, completions);
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
