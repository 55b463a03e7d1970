package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Serving;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Covers up what a detector finds. Text is let out at once up to the detector's {@code processed_index}: held back is exactly
 * what the detector holds back.
 *
 * <p>Entities that overlap are covered as one, under the label of the longest, then the surest, then the first; entities that
 * only touch are covered each by itself. What is not an entity is passed on unchanged.
 *
 * <p>The parameters are the detector's {@code threshold} and {@code labels}, if it reads them, for its parts too.
 * Deterministic if the detector is.
 */
public final class Masking {

  static final String ID = "masking";
  static final String VERSION = "1.0.0";

  private Masking() {}

  /**
   * A module over a detector; closing it closes the detector.
   *
   * @param detector any module for token classification whose streaming and unary answers are the same
   * @param mask what to put in an entity's place
   * @throws IllegalArgumentException if the detector is not exact
   */
  public static TaskModule module(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector,
      Mask mask) {
    detector.givesUp().ifPresent(givenUp -> {
      throw new IllegalArgumentException("masking needs an exact detector but module "
          + detector.module() + " gives up: " + givenUp);
    });
    Set<String> known = StandardTasks.TEXT_MASKING.parameters().stream()
        .map(Parameter::name)
        .collect(Collectors.toSet());
    Parameter<?>[] read = detector.parameters().stream()
        .filter(parameter -> known.contains(parameter.unqualifiedName()))
        .toArray(Parameter<?>[]::new);
    return TaskModule.named(ID, VERSION)
        .serves(StandardTasks.TEXT_MASKING, as -> {
          serve(as, detector, mask).reads(read);
          if (detector.deterministic()) {
            as.deterministic();
          }
        })
        .holds(detector)
        .build();
  }

  /** A detector that wants whole texts is given them: what waits for it is then assembled once, and not twice. */
  private static Serving<String, String, String, String> serve(
      Serving<String, String, String, String> as,
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector,
      Mask mask) {
    StreamStream<String, ?, String> masking = MaskStream.over(detector.streamStream(), mask);
    return detector.plan(Flavor.STREAM_STREAM).buffersInput()
        ? as.unaryUnary(MaskStream.whole(masking))
        : as.streamStream(masking);
  }
}
