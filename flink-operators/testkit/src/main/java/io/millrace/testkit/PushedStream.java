package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One cutting pushed through a flavour: the state before each step, and what the step emitted. The last step is the end.
 */
final class PushedStream<S, T> {

  private final StreamStream<String, S, T> flavor;
  private final Parameters parameters;
  private final Cutting cutting;
  private final List<S> states = new ArrayList<>();
  private final List<List<T>> emitted = new ArrayList<>();

  private PushedStream(StreamStream<String, S, T> flavor, Parameters parameters, Cutting cutting) {
    this.flavor = flavor;
    this.parameters = parameters;
    this.cutting = cutting;
  }

  static <S, T> PushedStream<S, T> of(
      StreamStream<String, S, T> flavor, Parameters parameters, Cutting cutting) {
    PushedStream<S, T> pushed = new PushedStream<>(flavor, parameters, cutting);
    pushed.run(flavor.open(parameters));
    return pushed;
  }

  private void run(S opened) {
    int size = cutting.elements().size();
    int[] hashes = new int[size + 1];
    S state = opened;
    for (int step = 0; step <= size; step++) {
      states.add(state);
      List<T> out = new ArrayList<>();
      state = push(state, step, out);
      emitted.add(out);
      hashes[step] = out.hashCode();
    }
    for (int step = 0; step <= size; step++) {
      if (hashes[step] != emitted.get(step).hashCode()) {
        throw Breach.of(
            Law.EMITTED_IS_FINAL,
            "what " + name(step) + " emitted to stay as it was",
            "it changed into " + emitted.get(step));
      }
    }
  }

  /** Takes one step; the end gives back the state it was given. */
  private S push(S state, int step, List<T> out) {
    if (!fits(flavor.stateType(), state)) {
      throw Breach.of(
          Law.STATE_TYPE,
          "a state of " + name(flavor.stateType()),
          state + " of " + state.getClass().getName());
    }
    if (step < cutting.elements().size()) {
      return flavor.next(state, cutting.elements().get(step), out::add);
    }
    flavor.end(state, out::add);
    return state;
  }

  private static boolean fits(StateType<?> type, Object state) {
    if (type instanceof StateType.Pair<?, ?> pair) {
      return state instanceof StateType.Both<?, ?> both
          && fits(pair.first(), both.first())
          && fits(pair.second(), both.second());
    }
    return ((StateType.Declared<?>) type).type().isInstance(state);
  }

  private static String name(StateType<?> type) {
    return type instanceof StateType.Pair<?, ?> pair
        ? "(" + name(pair.first()) + ", " + name(pair.second()) + ")"
        : ((StateType.Declared<?>) type).type().getName();
  }

  int steps() {
    return states.size();
  }

  /** All that was emitted. */
  List<T> all() {
    return emitted.stream().flatMap(List::stream).toList();
  }

  /** Checks that no state holds more of the text than so many code points; what one is opened with is not of the text. */
  void checkHeld(long most) {
    long opened = HeldText.in(flavor.open(parameters));
    for (int step = 0; step < states.size(); step++) {
      long held = HeldText.in(states.get(step)) - opened;
      if (held > most) {
        throw Breach.of(
            Law.HELD_TEXT,
            "at most " + most + " code points in the state before " + name(step),
            held + " of them");
      }
    }
  }

  /**
   * Pushes from the state before a step again, having pushed something else from it first; and ends again. What shares
   * memory with another state, or changes one it was given, shows here.
   */
  void replayFrom(int step) {
    flavor.next(states.get(step), cutting.text(), ignored -> {});
    int end = states.size() - 1;
    compare(end, states.get(end), step);
    S state = states.get(step);
    for (int again = step; again <= end; again++) {
      state = compare(again, state, step);
    }
  }

  private S compare(int step, S state, int from) {
    List<T> out = new ArrayList<>();
    S next = push(state, step, out);
    if (!out.equals(emitted.get(step))) {
      throw Breach.of(
          Law.STATE_IS_A_VALUE,
          name(step) + " to emit " + emitted.get(step) + ", as it did at first",
          out + ", after the whole text was pushed from the state before " + name(from));
    }
    return next;
  }

  private String name(int step) {
    return step == states.size() - 1 ? "the end" : "element " + step;
  }
}
