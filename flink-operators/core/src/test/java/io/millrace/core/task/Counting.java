package io.millrace.core.task;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Three small tasks, one to read the stream of another: numbers are counted, added up, and told. */
final class Counting {

  static final Parameter<Long> STEP = Parameter.ofLong("step", 1, 1, 10);

  static final Task<Integer, Integer, Void, Integer> COUNTING = Task.named("counting")
      .input(Integer.class, Integer.class)
      .output(Void.class, Integer.class)
      .parameters(STEP)
      .build();
  static final Task<Void, Long, Void, Long> ADDING = Task.named("adding")
      .input(Void.class, Long.class)
      .output(Void.class, Long.class)
      .parameters(STEP)
      .build();

  static final Task<Integer, Integer, String, String> TELLING =
      telling(Parameter.ofLong("step", 5, 1, 10));

  static Task<Integer, Integer, String, String> telling(Parameter<?>... declared) {
    return Task.named("telling")
        .input(Integer.class, Integer.class)
        .output(String.class, String.class)
        .outputTranslator(new Words())
        .parameters(declared)
        .build();
  }

  private Counting() {}

  /** Says each number and, at the end, their sum less six. */
  static final class Each implements StreamStream<Integer, Long, Integer> {
    @Override
    public StateType<Long> stateType() {
      return StateType.of(Long.class);
    }

    @Override
    public Long open(Parameters parameters) {
      return 0L;
    }

    @Override
    public Long next(Long state, Integer element, Consumer<? super Integer> out) {
      out.accept(element);
      return state + element;
    }

    @Override
    public void end(Long state, Consumer<? super Integer> out) {
      out.accept(Math.toIntExact(state) - 6);
    }
  }

  /** The sum so far, the step beside it. */
  static final class Adder implements StreamStream<Long, Long[], Long> {
    @Override
    public StateType<Long[]> stateType() {
      return StateType.of(Long[].class);
    }

    @Override
    public Long[] open(Parameters parameters) {
      return new Long[] {0L, parameters.get(STEP)};
    }

    @Override
    public Long[] next(Long[] state, Long element, Consumer<? super Long> out) {
      long sum = state[0] + element + state[1];
      out.accept(sum);
      return new Long[] {sum, state[1]};
    }

    @Override
    public void end(Long[] state, Consumer<? super Long> out) {}
  }

  static final class Words implements OutputTranslator<Integer, String, String, String> {
    @Override
    public StateType<String> accumulatorType() {
      return StateType.of(String.class);
    }

    @Override
    public String create() {
      return "";
    }

    @Override
    public String add(String accumulator, String element) {
      return accumulator + element;
    }

    @Override
    public String finish(String accumulator) {
      return accumulator;
    }

    @Override
    public Stream<String> split(Integer input, String output) {
      return Stream.of(output);
    }
  }
}
