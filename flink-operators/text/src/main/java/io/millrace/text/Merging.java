package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Serving;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Several detectors over one stream, side by side, as one: each reads the whole text, and cuts it and holds it back as it
 * likes.
 *
 * <pre>{@code
 * Merging.of("patterns", patterns).and("names", names).module()
 * }</pre>
 *
 * <p>A frame ends at the smallest {@code processed_index} of all detectors, or where results that overlap one another begin
 * of which not all are known yet. Of results that overlap, whichever detectors they are from, the longer stays, then the
 * surer, then the earlier, then that of the detector named first; what overlaps it is dropped. Or all stay: {@link
 * #keepingOverlaps}. Then those of one place come in the order of the detectors.
 *
 * <p>A detector is handed those parameters that it reads. Under its name ({@code patterns.threshold}) one is for it alone, and
 * goes before one without a name, which is for all; a detector given neither takes its own default. Mind that a detector may
 * refuse labels that are another's.
 *
 * <p>Warnings are passed on with the first frame that covers text of the frame they came with. Each detector's come in their
 * order; which comes first of two detectors' may depend on how the text was cut.
 *
 * <p>Exact if all detectors are, and deterministic if all are. If one of them must see the whole text, nothing can be let out
 * before, and the text is assembled first, once for all.
 */
public final class Merging {

  static final String ID = "merging";
  static final String VERSION = "1.0.0";

  private final List<MergePart> parts;
  private final MergeRule rule;

  Merging(List<MergePart> parts, MergeRule rule) {
    Set<String> names = parts.stream().map(MergePart::name).collect(Collectors.toSet());
    if (names.size() < parts.size()) {
      throw new IllegalArgumentException(
          "merged detectors must have names of their own but have " + MergePart.names(parts));
    }
    this.parts = List.copyOf(parts);
    this.rule = rule;
  }

  /**
   * Begins with a detector, by a name that tells it from the others.
   *
   * @throws IllegalArgumentException if the name is not lower case letters, digits and '-'
   */
  public static Merging of(
      String name,
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector) {
    return new Merging(List.of(new MergePart(name, detector)), MergeRule.BEST);
  }

  /**
   * One detector more.
   *
   * @throws IllegalArgumentException if the name is not lower case letters, digits and '-', or is another's
   */
  public Merging and(
      String name,
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector) {
    return new Merging(
        Stream.concat(parts.stream(), Stream.of(new MergePart(name, detector))).toList(), rule);
  }

  /** Lets all results stay, also those that overlap. They leave in one frame. */
  public Merging keepingOverlaps() {
    return new Merging(parts, MergeRule.ALL);
  }

  /** The module; closing it closes the detectors. */
  public TaskModule module() {
    TaskModule.Builder streaming = named(this::stream);
    boolean wantsWholeText = parts.stream()
        .anyMatch(part -> part.detector().plan(Flavor.STREAM_STREAM).buffersInput());
    TaskModule.Builder module = wantsWholeText ? named(as -> whole(as, streaming)) : streaming;
    parts.forEach(part -> module.holds(part.detector()));
    return module.build();
  }

  private interface Author {
    void serve(
        Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult> as);
  }

  private TaskModule.Builder named(Author author) {
    return TaskModule.named(ID, VERSION).serves(StandardTasks.TOKEN_CLASSIFICATION, as -> {
      author.serve(as);
      as.reads(parameters());
      givesUp().ifPresent(as::inexact);
      if (parts.stream().allMatch(part -> part.detector().deterministic())) {
        as.deterministic();
      }
    });
  }

  private void stream(
      Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult> as) {
    as.streamStream(MergeStream.over(parts, rule));
  }

  private static void whole(
      Serving<String, String, TokenClassificationResults, TokenClassificationStreamResult> as,
      TaskModule.Builder streaming) {
    as.unaryUnary(StandardTasks.TOKEN_CLASSIFICATION.runner(streaming.build()).unaryUnary());
  }

  private Parameter<?>[] parameters() {
    Set<String> read = parts.stream().flatMap(MergePart::unqualified).collect(Collectors.toSet());
    Stream<Parameter<?>> ofAll = StandardTasks.TOKEN_CLASSIFICATION.parameters().stream()
        .filter(parameter -> read.contains(parameter.name()))
        .map(Parameter::withoutDefault);
    return Stream.concat(ofAll, parts.stream().flatMap(MergePart::qualified))
        .toArray(Parameter<?>[]::new);
  }

  private Optional<String> givesUp() {
    List<String> givenUp = parts.stream()
        .flatMap(part -> part.detector().givesUp().stream()
            .map(what -> "'" + part.name() + "' gives up: " + what))
        .toList();
    return givenUp.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", givenUp));
  }
}
