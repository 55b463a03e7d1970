package io.millrace.text;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Closes the frames of one step of {@link SpanStream}. Lives no longer than the step. */
final class SpanFrames {

  private static final Comparator<TokenClassificationResult> BY_PLACE = Comparator.comparingLong(
          TokenClassificationResult::getStart)
      .thenComparingLong(TokenClassificationResult::getEnd);

  private final SpanState before;
  private final Consumer<? super TokenClassificationStreamResult> out;
  private List<Cut> cuts;
  private List<String> warnings = List.of();
  private long closed;

  SpanFrames(
      SpanState before, List<Cut> more, Consumer<? super TokenClassificationStreamResult> out) {
    this.before = before;
    this.out = out;
    this.cuts = Stream.concat(before.cuts().stream(), more.stream()).toList();
    this.closed = before.closed();
  }

  /** Closes a frame at the end of each detection, with those that overlap it, and one at the segment's end. */
  void add(Segment segment, TokenClassificationResults found) {
    warnings = found.getWarnings() == null ? List.of() : found.getWarnings();
    List<TokenClassificationResult> frame = new ArrayList<>();
    long reach = closed;
    for (TokenClassificationResult result : wanted(found)) {
      if (!frame.isEmpty() && result.getStart() >= reach) {
        close(frame, reach);
        frame = new ArrayList<>();
      }
      frame.add(result);
      reach = Math.max(reach, result.getEnd());
    }
    if (!frame.isEmpty()) {
      close(frame, reach);
    }
    if (closed < segment.end()) {
      close(List.of(), segment.end());
    }
  }

  private List<TokenClassificationResult> wanted(TokenClassificationResults found) {
    return found.getResults().stream()
        .filter(result -> result.getScore() >= before.threshold())
        .filter(result -> before.labels().isEmpty() || before.labels().contains(result.getEntity()))
        .sorted(BY_PLACE)
        .toList();
  }

  void close(List<TokenClassificationResult> results, long at) {
    out.accept(new TokenClassificationStreamResult(results, at, closed, told(at)));
    cuts = Cut.behind(cuts, at);
    warnings = List.of();
    closed = at;
  }

  private @Nullable List<String> told(long at) {
    List<String> ofCuts = Cut.warnings(cuts, at);
    if (ofCuts == null) {
      return warnings.isEmpty() ? null : warnings;
    }
    return Stream.concat(ofCuts.stream(), warnings.stream()).toList();
  }

  long closed() {
    return closed;
  }

  List<Cut> cuts() {
    return cuts;
  }
}
