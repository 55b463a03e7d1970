package io.millrace.flink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an asynchronous operator as its checkpoints have them. They are read when the operator opens, and written
 * when a checkpoint is taken, those only that have changed; in between they are in memory.
 *
 * <p>{@code KeyedStateBackend} and {@code VoidNamespace} are Flink's own: the public API reads a state key by key, and here
 * the keys are what is wanted. The greatest attempt is a union list: after a change of parallelism each task knows those of
 * all.
 */
final class AsyncStore<I> {

  private static final String REQUESTS = "async-request";

  private final ValueState<AsyncRequest<I>> requests;
  private final ListState<Integer> greatestAttempt;
  private final KeyedStateBackend<String> keys;
  private final Set<String> changed = new HashSet<>();
  private final Set<String> stored = new HashSet<>();

  AsyncStore(
      StateInitializationContext context,
      KeyedStateBackend<String> keys,
      TypeInformation<I> inputType)
      throws Exception {
    this.keys = keys;
    requests = context
        .getKeyedStateStore()
        .getState(new ValueStateDescriptor<>(REQUESTS, new AsyncRequestTypeInfo<>(inputType)));
    greatestAttempt = context
        .getOperatorStateStore()
        .getUnionListState(new ListStateDescriptor<>("greatest-attempt", Types.INT));
  }

  /** What there is of this task's requests. */
  Map<String, AsyncRequest<I>> load() throws Exception {
    List<String> ids;
    try (Stream<String> all = keys.getKeys(REQUESTS, VoidNamespace.INSTANCE)) {
      ids = all.toList();
    }
    Map<String, AsyncRequest<I>> loaded = new HashMap<>();
    for (String id : ids) {
      keys.setCurrentKey(id);
      loaded.put(id, Objects.requireNonNull(requests.value()));
    }
    stored.addAll(ids);
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

  /** What is kept of a request is to be written again. */
  void touch(String requestId) {
    changed.add(requestId);
  }

  /** Nothing is kept of a request any more. Without checkpoints, what is to be written must not become ever more. */
  void forget(String requestId) {
    if (stored.contains(requestId)) {
      changed.add(requestId);
    } else {
      changed.remove(requestId);
    }
  }

  /** Writes what has changed; of a request of which nothing is kept, nothing stays. */
  void save(Function<String, @Nullable AsyncRequest<I>> kept, int newGreatestAttempt)
      throws Exception {
    String before = keys.getCurrentKey();
    for (String id : changed) {
      AsyncRequest<I> request = kept.apply(id);
      if (request != null) {
        keys.setCurrentKey(id);
        requests.update(request);
        stored.add(id);
      } else if (stored.remove(id)) {
        keys.setCurrentKey(id);
        requests.clear();
      }
    }
    changed.clear();
    if (before != null) {
      keys.setCurrentKey(before);
    }
    greatestAttempt.update(List.of(newGreatestAttempt));
  }
}
