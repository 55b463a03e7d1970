package io.millrace.text;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One step of {@link MergeStream}: takes the frames of all detectors, and gives one. Lives no longer than the step. */
final class MergePass {

  private final MergeState before;
  private final List<String> names;
  private final List<Long> processed;
  private final List<Detection> waiting;
  private final List<PartWarning> warnings;
  private final List<TokenClassificationResult> results = new ArrayList<>();
  private long released;

  MergePass(MergeState before, List<String> names) {
    this.before = before;
    this.names = names;
    this.processed = new ArrayList<>(before.processed());
    this.waiting = new ArrayList<>(before.waiting());
    this.warnings = new ArrayList<>(before.warnings());
    this.released = before.released();
  }

  /** Takes a detector's frame. */
  void accept(int part, TokenClassificationStreamResult frame) {
    long start = frame.getStartIndex();
    long end = frame.getProcessedIndex();
    if (start != processed.get(part) || end < start) {
      throw new IllegalStateException("a detector's frames must lie one behind the other, but of '"
          + names.get(part) + "' one was [" + start + ", " + end + ") behind "
          + processed.get(part));
    }
    processed.set(part, end);
    frame.getResults().forEach(result -> {
      checkWithin(part, frame, result);
      waiting.add(new Detection(part, result));
    });
    if (frame.getWarnings() != null) {
      long at = Math.min(start + 1, end);
      frame.getWarnings().forEach(warning -> warnings.add(new PartWarning(part, at, warning)));
    }
  }

  private void checkWithin(
      int part, TokenClassificationStreamResult frame, TokenClassificationResult result) {
    if (result.getStart() < frame.getStartIndex() || result.getEnd() > frame.getProcessedIndex()) {
      throw new IllegalStateException("a detector's results must lie within their frame, but of '"
          + names.get(part) + "' one was [" + result.getStart() + ", " + result.getEnd() + ") in ["
          + frame.getStartIndex() + ", " + frame.getProcessedIndex() + ")");
    }
  }

  /** Lets out what no detector can add to any more, and gives a frame if that is anything. */
  void release(
      MergeRule rule, boolean ended, Consumer<? super TokenClassificationStreamResult> out) {
    long byAll = Collections.min(processed);
    if (!ended && byAll == before.processedByAll()) {
      return;
    }
    resolve(rule, byAll);
    boolean tells = released > before.released() || !results.isEmpty();
    if (tells || (ended && (byAll == 0 || !warnings.isEmpty()))) {
      out.accept(new TokenClassificationStreamResult(results, released, before.released(), told()));
    }
  }

  /** Clusters are complete up to where all detectors are; what is released ends before the first that is not. */
  private void resolve(MergeRule rule, long byAll) {
    released = byAll;
    List<List<Detection>> clusters = rule.clusters(waiting);
    waiting.clear();
    for (List<Detection> cluster : clusters) {
      long end = cluster.stream().mapToLong(Detection::end).max().orElse(0);
      if (end > byAll) {
        waiting.addAll(cluster);
        released = Math.min(released, cluster.get(0).start());
      } else {
        rule.stay(cluster).forEach(detection -> results.add(detection.result()));
      }
    }
  }

  private @Nullable List<String> told() {
    List<String> told = warnings.stream()
        .filter(warning -> warning.at() <= released)
        .sorted(Comparator.comparingInt(PartWarning::part))
        .map(PartWarning::warning)
        .toList();
    warnings.removeIf(warning -> warning.at() <= released);
    return told.isEmpty() ? null : told;
  }

  MergeState state() {
    return new MergeState(processed, released, waiting, warnings);
  }

  /** A detector that ends before the text does has not seen all of it. */
  void finish() {
    long length = Collections.max(processed);
    for (int part = 0; part < processed.size(); part++) {
      if (processed.get(part) != length) {
        throw new IllegalStateException("a detector's last frame must end with the text, at "
            + length + ", but that of '" + names.get(part) + "' ended at " + processed.get(part));
      }
    }
  }
}
