package io.millrace.text;

import io.millrace.core.Status;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Scan;
import io.millrace.text.scan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One step of {@link EntityStream}: a state, an element more, and what comes of it. Lives no longer than the step. */
final class EntityPass implements Scan.Found {

  /** How many times the cap a chain of overlapping candidates may be long. */
  private static final int CHAIN = 4;

  private final EntityState before;
  private final String text;
  private final Window window;
  private final Scan scan;
  private final List<Candidate> waiting;
  private final List<Cut> cuts;
  private final int[] positions;
  private final List<TokenClassificationResult> results = new ArrayList<>();
  private int decided;
  private long processed;
  private int counted;
  private long countedOffset;

  EntityPass(EntityState before, String element, boolean ended, int cap, int rules) {
    this.before = before;
    this.text = before.text().concat(element);
    int end = ended ? text.length() : CodePoints.wholeEnd(text);
    this.window = new Window(text.substring(0, end), before.processed() > countSeen(), ended, cap);
    this.scan = new Scan(window, this);
    this.waiting = new ArrayList<>(before.waiting());
    this.cuts = new ArrayList<>(before.cuts());
    this.positions = new int[rules];
    this.decided = end;
    this.counted = (int) before.seen();
    this.countedOffset = before.processed();
  }

  private long countSeen() {
    return before.text().codePointCount(0, (int) before.seen());
  }

  void scan(int index, Rule rule) {
    boolean wanted = before.labels().isEmpty() || before.labels().contains(rule.label());
    int from =
        (int) (before.positions().isEmpty() ? before.seen() : before.positions().get(index));
    int to = wanted ? scan.run(rule, from) : window.end();
    positions[index] = to;
    decided = Math.min(decided, to);
  }

  @Override
  public void match(Rule rule, int start, int end, double score) {
    if (score >= before.threshold()) {
      waiting.add(new Candidate(
          offset(start), offset(end), window.text().substring(start, end), rule.label(), score));
    }
  }

  @Override
  public void cut(Rule rule, int at) {
    cuts.add(Cut.of(rule.label(), offset(at), window.cap()));
  }

  /** Lets clusters go that nothing can overlap any more; what is processed ends before the first that stays. */
  void resolve(Overlaps<Candidate> overlaps) {
    processed = offset(decided);
    if (waiting.isEmpty()) {
      return;
    }
    List<List<Candidate>> clusters = overlaps.clusters(waiting);
    waiting.clear();
    for (List<Candidate> cluster : clusters) {
      long end = refuseChain(cluster);
      if (end > offset(decided)) {
        waiting.addAll(cluster);
        processed = Math.min(processed, cluster.get(0).start());
      } else {
        overlaps.resolve(cluster).forEach(winner -> results.add(result(winner)));
      }
    }
  }

  private long refuseChain(List<Candidate> cluster) {
    long start = cluster.get(0).start();
    long end = cluster.stream().mapToLong(Candidate::end).max().orElse(start);
    if (end - start > (long) CHAIN * window.cap()) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because("candidates that overlap one another hold more than " + CHAIN * window.cap()
              + " characters from " + start + " on; raise the cap")
          .asException();
    }
    return end;
  }

  void emit(Consumer<? super TokenClassificationStreamResult> out) {
    if (processed == before.processed()) {
      return;
    }
    out.accept(new TokenClassificationStreamResult(
        results, processed, before.processed(), Cut.warnings(cuts, processed)));
  }

  boolean isEmptyText() {
    return processed == 0;
  }

  EntityState state(int lookBehind) {
    int seen = index(processed);
    int from = CodePoints.notWithinPair(text, Math.max(0, seen - lookBehind - 2));
    return new EntityState(
        text.substring(from),
        seen - from,
        processed,
        decided == window.end() && waiting.isEmpty() ? List.of() : positionsFrom(from),
        waiting,
        Cut.behind(cuts, processed),
        before.threshold(),
        before.labels());
  }

  private List<Long> positionsFrom(int from) {
    Long[] shifted = new Long[positions.length];
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = (long) positions[i] - from;
    }
    return List.of(shifted);
  }

  /** Counts on from where it last counted to: every rule goes through the text from left to right. */
  private long offset(int index) {
    if (index < counted) {
      counted = (int) before.seen();
      countedOffset = before.processed();
    }
    countedOffset += text.codePointCount(counted, index);
    counted = index;
    return countedOffset;
  }

  private int index(long offset) {
    return text.offsetByCodePoints((int) before.seen(), (int) (offset - before.processed()));
  }

  private static TokenClassificationResult result(Candidate winner) {
    return new TokenClassificationResult(
        winner.start(), winner.end(), winner.word(), winner.label(), null, winner.score(), null);
  }
}
