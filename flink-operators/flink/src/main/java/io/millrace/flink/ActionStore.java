package io.millrace.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ListStateDescriptor;
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
 * and read when it has a request; Flink forgets it when it has been idle for long enough. Requests under way are also in
 * memory, and read when the operator opens.
 *
 * <p>{@code KeyedStateBackend} and {@code VoidNamespace} are Flink's own: the public API reads a state key by key, and here
 * the keys are what is wanted. The greatest attempt is a union list: after a change of parallelism each task knows those of
 * all.
 */
final class ActionStore {

  private static final String PENDING = "action-pending";

  private final ValueState<ActionKept> applications;
  private final MapState<Long, ActionPast> pasts;
  private final ValueState<List<ActionPending>> pending;
  private final ListState<Integer> greatestAttempt;
  private final KeyedStateBackend<String> keys;

  ActionStore(
      StateInitializationContext context,
      KeyedStateBackend<String> keys,
      ActionTypes types,
      ActionLimits limits)
      throws Exception {
    this.keys = keys;
    ValueStateDescriptor<ActionKept> kept =
        new ValueStateDescriptor<>("action-application", types.kept());
    StateTtlConfig whileNotIdle = StateTtlConfig.newBuilder(limits.idle()).build();
    kept.enableTimeToLive(whileNotIdle);
    applications = context.getKeyedStateStore().getState(kept);
    MapStateDescriptor<Long, ActionPast> past =
        new MapStateDescriptor<>("action-history", Types.LONG, types.past());
    past.enableTimeToLive(whileNotIdle);
    pasts = context.getKeyedStateStore().getMapState(past);
    pending =
        context.getKeyedStateStore().getState(new ValueStateDescriptor<>(PENDING, types.pending()));
    greatestAttempt = context
        .getOperatorStateStore()
        .getUnionListState(new ListStateDescriptor<>("action-greatest-attempt", Types.INT));
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

  void saveGreatestAttempt(int greatest) throws Exception {
    greatestAttempt.update(List.of(greatest));
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
