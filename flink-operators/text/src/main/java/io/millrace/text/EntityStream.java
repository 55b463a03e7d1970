package io.millrace.text;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.scan.Rule;
import java.util.List;
import java.util.function.Consumer;

/** Walks all rules along the text, and lets out what is decided. */
final class EntityStream
    implements StreamStream<String, EntityState, TokenClassificationStreamResult> {

  private final List<Rule> rules;
  private final List<String> labels;
  private final Overlaps<Candidate> overlaps;
  private final int lookBehind;
  private final int cap;

  EntityStream(List<Rule> rules, int cap) {
    this.rules = rules;
    this.labels = rules.stream().map(Rule::label).distinct().toList();
    this.overlaps = new Overlaps<>(candidate -> labels.indexOf(candidate.label()));
    this.lookBehind =
        rules.stream().mapToInt(rule -> rule.finder().lookBehind()).max().orElse(0);
    this.cap = cap;
  }

  @Override
  public StateType<EntityState> stateType() {
    return StateType.of(EntityState.class);
  }

  @Override
  public EntityState open(Parameters parameters) {
    List<String> wanted = WantedLabels.of(parameters, labels);
    return EntityState.before(parameters.get(StandardTasks.THRESHOLD), wanted);
  }

  @Override
  public EntityState next(
      EntityState state, String element, Consumer<? super TokenClassificationStreamResult> out) {
    if (element.isEmpty()) {
      return state;
    }
    EntityPass pass = pass(state, element, false);
    pass.emit(out);
    return pass.state(lookBehind);
  }

  @Override
  public void end(EntityState state, Consumer<? super TokenClassificationStreamResult> out) {
    EntityPass pass = pass(state, "", true);
    pass.emit(out);
    if (pass.isEmptyText()) {
      out.accept(new TokenClassificationStreamResult(List.of(), 0L, 0L, null));
    }
  }

  private EntityPass pass(EntityState state, String element, boolean ended) {
    EntityPass pass = new EntityPass(state, element, ended, cap, rules.size());
    for (int i = 0; i < rules.size(); i++) {
      pass.scan(i, rules.get(i));
    }
    pass.resolve(overlaps);
    return pass;
  }
}
