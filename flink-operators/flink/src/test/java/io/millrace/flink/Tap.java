package io.millrace.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/** Keeps all that came out of an operator, in savepoints too, and shows it to the test, which runs in the same process. */
final class Tap<T> implements MapFunction<T, T>, CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Map<String, List<Object>> SEEN = new TreeMap<>();
  private static final Map<String, List<Object>> RESTORED = new TreeMap<>();

  private final String name;
  private final TypeInformation<T> type;
  private transient @Nullable ListState<T> kept;

  Tap(String name, TypeInformation<T> type) {
    this.name = name;
    this.type = type;
  }

  /** Forgets what earlier jobs let out. */
  static void clear() {
    synchronized (SEEN) {
      SEEN.clear();
      RESTORED.clear();
    }
  }

  /** What came out under a name, also before a savepoint that the job began with. */
  static <T> List<T> seen(String name) {
    return in(SEEN, name);
  }

  /** What of it came out before. */
  static <T> List<T> restored(String name) {
    return in(RESTORED, name);
  }

  @SuppressWarnings("unchecked") // of the type that the tap of this name was made with
  private static <T> List<T> in(Map<String, List<Object>> all, String name) {
    synchronized (SEEN) {
      return new ArrayList<>((List<T>) all.getOrDefault(name, List.of()));
    }
  }

  /** Waits until something came out. */
  static <T> void await(String name, Predicate<T> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (SEEN) {
      while (Tap.<T>seen(name).stream().noneMatch(wanted)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("'" + name + "' let out only " + seen(name));
        }
        SEEN.wait(left);
      }
    }
  }

  private void show(T element, boolean restored) {
    synchronized (SEEN) {
      SEEN.computeIfAbsent(name, any -> new ArrayList<>()).add(element);
      if (restored) {
        RESTORED.computeIfAbsent(name, any -> new ArrayList<>()).add(element);
      }
      SEEN.notifyAll();
    }
  }

  @Override
  public T map(T element) throws Exception {
    if (kept != null) {
      kept.add(element);
    }
    show(element, false);
    return element;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<T> state =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", type));
    state.get().forEach(element -> show(element, true));
    kept = state;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}
}
