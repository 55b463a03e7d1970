package io.millrace.testkit.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A module that passes its elements on, and is wrong in a way that an undisturbed run of one request does not show. */
final class WrongOnceTried {

  private WrongOnceTried() {}

  /** Counts elements outside of its state, for all instances: what is done again is counted again. */
  static final class CountsAll implements StreamStream<String, CountsAll.Turns, String> {

    private static final AtomicLong ALL = new AtomicLong();

    /** How many elements there had been. */
    public record Turns(long before) {}

    @Override
    public StateType<Turns> stateType() {
      return StateType.of(Turns.class);
    }

    @Override
    public Turns open(Parameters parameters) {
      return new Turns(ALL.get());
    }

    @Override
    public Turns next(Turns state, String element, Consumer<? super String> out) {
      out.accept(state.before() == ALL.get() ? element : "again");
      return new Turns(ALL.incrementAndGet());
    }

    @Override
    public void end(Turns state, Consumer<? super String> out) {}
  }
}
