package io.millrace.examples.cli;

import io.millrace.kafka.KafkaInput;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** Which part of a topic a job reads. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RangeOptions {

  private static final class Place implements ITypeConverter<TopicPlace> {
    @Override
    public TopicPlace convert(String text) {
      try {
        return TopicPlace.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "PLACE",
      converter = Place.class,
      description = {
        "Where to begin: group, earliest, latest, a time such as 2026-01-31T12:00:00Z, or offsets",
        "such as 0=120,1=55 (other partitions from their first). Default: group, which is the",
        "earliest where the group has not been."
      })
  private TopicPlace from = TopicPlace.Named.GROUP;

  @Option(
      names = "--until",
      paramLabel = "PLACE",
      converter = Place.class,
      description = {
        "Where to end: latest, which is what is there now, a time, or offsets (other partitions at",
        "what is there now). Default: never."
      })
  private @Nullable TopicPlace until;

  @Option(names = "--bounded", description = "The same as --until latest.")
  private boolean bounded;

  /** Whether the job ends by itself. */
  public boolean isBounded() {
    return bounded || until != null;
  }

  /**
   * The part of the input.
   *
   * @throws ParameterException if the options contradict each other
   */
  public KafkaInput of(KafkaInput input) {
    KafkaInput started = started(input);
    TopicPlace stop = stop();
    if (stop == null) {
      return started;
    }
    String contradiction = TopicPlace.contradiction(from, stop);
    if (!contradiction.isEmpty()) {
      throw refused("--until must not be before --from but " + contradiction);
    }
    if (stop instanceof TopicPlace.At at) {
      return started.upTo(OffsetsInitializer.timestamp(at.time().toEpochMilli()));
    }
    return stop instanceof TopicPlace.Offsets given
        ? started.upToOffsets(partitions(input, given))
        : started.bounded();
  }

  private KafkaInput started(KafkaInput input) {
    if (from instanceof TopicPlace.At at) {
      return input.from(OffsetsInitializer.timestamp(at.time().toEpochMilli()));
    }
    if (from instanceof TopicPlace.Offsets given) {
      return input.fromOffsets(partitions(input, given));
    }
    return switch ((TopicPlace.Named) from) {
      case GROUP -> input;
      case EARLIEST -> input.from(OffsetsInitializer.earliest());
      case LATEST -> input.from(OffsetsInitializer.latest());
    };
  }

  private @Nullable TopicPlace stop() {
    if (bounded && until != null) {
      throw refused("--bounded and --until are two ends: give one");
    }
    if (until == TopicPlace.Named.GROUP || until == TopicPlace.Named.EARLIEST) {
      throw refused("--until must be latest, a time or offsets but was " + until);
    }
    return bounded ? TopicPlace.Named.LATEST : until;
  }

  /**
   * How many records a bounded job will read, by their offsets: with gaps in them, there are fewer.
   *
   * @throws JobFailedException if partitions or offsets are not there
   */
  public ReadTotal total(KafkaOptions kafka, String group, String topic)
      throws JobFailedException, InterruptedException {
    if (!isBounded() && !(from instanceof TopicPlace.Offsets)) {
      return ReadTotal.records(0);
    }
    try (TopicOffsets offsets = new TopicOffsets(kafka.properties(), group, topic)) {
      Map<Integer, Long> starts = offsets.of("--from", from);
      TopicPlace stop = stop();
      if (stop == null) {
        return ReadTotal.records(0);
      }
      Map<Integer, Long> stops = offsets.of("--until", stop);
      return ReadTotal.records(starts.entrySet().stream()
          .mapToLong(start -> stops.getOrDefault(start.getKey(), 0L) - start.getValue())
          .filter(records -> records > 0)
          .sum());
    }
  }

  private static Map<TopicPartition, Long> partitions(KafkaInput input, TopicPlace.Offsets given) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    given
        .byPartition()
        .forEach((number, offset) ->
            offsets.put(new TopicPartition(input.topics().get(0), number), offset));
    return offsets;
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
