package io.millrace.testkit.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Modules that pass their elements on, and are wrong in one way that an undisturbed run of one request does not show. */
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

  /** Its state cannot be written once it has read something. */
  static final class Unwritable implements StreamStream<String, Unwritable.Places, String> {

    /** Where something was found; nothing may be missing in it. */
    public record Places(List<@Nullable Long> all) {}

    @Override
    public StateType<Places> stateType() {
      return StateType.of(Places.class);
    }

    @Override
    public Places open(Parameters parameters) {
      return new Places(new ArrayList<@Nullable Long>());
    }

    @Override
    public Places next(Places state, String element, Consumer<? super String> out) {
      out.accept(element);
      List<@Nullable Long> found = new ArrayList<@Nullable Long>();
      found.add(null);
      return new Places(found);
    }

    @Override
    public void end(Places state, Consumer<? super String> out) {}
  }
}
