package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs a {@link RequestFunction}, and where state is not on the heap has it keep requests under way in memory between two
 * checkpoints.
 *
 * <p>{@link KeyedProcessOperator} is internal to Flink. No public class tells a function which state backend it has, or lets
 * it set the key when a checkpoint is about to be taken: both are needed to write what is in memory then. State, timers and
 * their names are those of Flink's own operator.
 */
final class RequestOperator<IE, S, OE>
    extends KeyedProcessOperator<String, Message<IE>, Message<OE>> {

  private static final long serialVersionUID = 1L;

  private final RequestFunction<IE, S, OE> function;
  private final int inMemory;

  RequestOperator(RequestFunction<IE, S, OE> function, int inMemory) {
    super(function);
    this.function = function;
    this.inMemory = inMemory;
  }

  /** The operator over a stream, still without a name. */
  static <IE, S, OE> SingleOutputStreamOperator<Message<OE>> over(
      KeyedStream<Message<IE>, String> messages,
      RequestFunction<IE, S, OE> function,
      RequestLimits limits,
      TypeInformation<Message<OE>> output) {
    return messages.transform(
        "requests", output, new RequestOperator<>(function, limits.inMemory()));
  }

  @Override
  public void open() throws Exception {
    String backend = getKeyedStateBackend().getBackendTypeIdentifier();
    if (inMemory > 0 && !backend.equals(StateBackendLoader.HASHMAP_STATE_BACKEND_NAME)) {
      function.keepInMemory(new HotRequests.Room(inMemory, this::setCurrentKey));
    }
    super.open();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Object key = getCurrentKey();
    function.flush();
    if (key != null) {
      setCurrentKey(key);
    }
    super.snapshotState(context);
  }
}
