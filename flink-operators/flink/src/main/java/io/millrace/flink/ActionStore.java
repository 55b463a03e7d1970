package io.millrace.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a task, and their requests under way, in Flink's keyed state. An application is in the state alone,
 * and read when it has a request; Flink forgets it when it has been idle for long enough, and each end of a request when it
 * has been remembered for long enough. Requests under way are also in memory, and read when the operator opens.
 *
 * <p>{@code KeyedStateBackend} and {@code VoidNamespace} are Flink's own: the public API reads a state key by key, and here
 * the keys are what is wanted. The greatest attempt is a union list: after a change of parallelism each task knows those of
 * all.
 */
final class ActionStore {

  private static final String PENDING = "action-pending";

  private final ValueState<ActionKept> applications;
  private final MapState<String, ActionEnd> ends;
  private final MapState<Long, ActionPast> pasts;
  private final ValueState<List<ActionPending>> pending;
  private final ListState<Integer> greatestAttempt;
  private final KeyedStateBackend<String> keys;

  private final ActionSchema schema;

  ActionStore(
      String name,
      StateInitializationContext context,
      KeyedStateBackend<String> keys,
      ActionTypes types,
      ActionLimits limits)
      throws Exception {
    this.keys = keys;
    schema = new ActionSchema(name, context, types);
    greatestAttempt = context
        .getOperatorStateStore()
        .getUnionListState(new ListStateDescriptor<>("action-greatest-attempt", Types.INT));
    KeyedStateStore states = context.getKeyedStateStore();
    ValueStateDescriptor<ActionKept> kept =
        new ValueStateDescriptor<>("action-application", types.kept());
    kept.enableTimeToLive(StateTtlConfig.newBuilder(limits.idle()).build());
    applications = readable(() -> states.getState(kept));
    MapStateDescriptor<Long, ActionPast> past =
        new MapStateDescriptor<>("action-history", Types.LONG, types.past());
    past.enableTimeToLive(StateTtlConfig.newBuilder(limits.idle()).build());
    pasts = readable(() -> states.getMapState(past));
    MapStateDescriptor<String, ActionEnd> ended =
        new MapStateDescriptor<>("action-ends", Types.STRING, types.end());
    ended.enableTimeToLive(StateTtlConfig.newBuilder(limits.finals()).build());
    ends = readable(() -> states.getMapState(ended));
    pending = readable(() -> states.getState(new ValueStateDescriptor<>(PENDING, types.pending())));
  }

  private <S> S readable(Supplier<S> state) {
    try {
      return state.get();
    } catch (RuntimeException e) {
      throw schema.refusal(e);
    }
  }

  /** The requests under way of this task's applications, by application. */
  Map<String, List<ActionPending>> loadPending() throws Exception {
    List<String> busy;
    try (Stream<String> all = keys.getKeys(PENDING, VoidNamespace.INSTANCE)) {
      busy = all.toList();
    }
    Map<String, List<ActionPending>> loaded = new HashMap<>();
    for (String key : busy) {
      keys.setCurrentKey(key);
      loaded.put(key, Objects.requireNonNull(pending.value()));
    }
    return loaded;
  }

  /** The greatest attempt that any task had given out; 0 if none had. */
  int greatestAttempt() throws Exception {
    int greatest = 0;
    for (int each : greatestAttempt.get()) {
      greatest = Math.max(greatest, each);
    }
    return greatest;
  }

  /** Keeps what all tasks are to know. */
  void saveShared(int greatest, boolean isFirstTask) throws Exception {
    greatestAttempt.update(List.of(greatest));
    schema.save(isFirstTask);
  }

  /** What is kept of an application; null if it is new. */
  @Nullable
  ActionKept application(String key) {
    return at(key, applications::value);
  }

  void save(String key, ActionKept kept) {
    at(key, () -> {
      applications.update(kept);
      return kept;
    });
  }

  /** How a request of an application has ended; null if that is not remembered. */
  @Nullable
  ActionEnd end(String key, String requestId) {
    return at(key, () -> ends.get(requestId));
  }

  void saveEnd(String key, ActionEnd end) {
    at(key, () -> {
      ends.put(end.requestId(), end);
      return end;
    });
  }

  /** How an application stood after a step; null if that is not kept. */
  @Nullable
  ActionPast past(String key, long step) {
    return at(key, () -> pasts.get(step));
  }

  void savePast(String key, long step, ActionPast past) {
    at(key, () -> {
      pasts.put(step, past);
      return past;
    });
  }

  void removePast(String key, long step) {
    at(key, () -> {
      pasts.remove(step);
      return step;
    });
  }

  void savePending(String key, List<ActionPending> requests) {
    at(key, () -> {
      if (requests.isEmpty()) {
        pending.clear();
      } else {
        pending.update(requests);
      }
      return requests;
    });
  }

  private interface Access<T> {
    @Nullable
    T run() throws Exception;
  }

  /** The operator is at a key while it takes a request, and goes on there. */
  private <T> @Nullable T at(String key, Access<T> access) {
    String before = keys.getCurrentKey();
    keys.setCurrentKey(key);
    try {
      return access.run();
    } catch (Exception e) {
      throw new IllegalStateException("the state of application '" + key + "' failed", e);
    } finally {
      if (before != null) {
        keys.setCurrentKey(before);
      }
    }
  }
}
