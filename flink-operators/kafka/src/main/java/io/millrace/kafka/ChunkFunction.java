package io.millrace.kafka;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.flink.DeadLetter;
import io.millrace.flink.types.StateTypes;
import io.millrace.kafka.openai.ChunkReader;
import io.millrace.kafka.openai.PartitionProgress;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Decodes chunks. What it remembers of a partition goes where the partition goes, and nobody says where that is: so it is
 * union state, every task gets all, and the first keeps what nobody claims until somebody does. Its price: while some tasks
 * of bounded input have ended and others not, Flink completes no checkpoint, and a failure then goes back to the one before.
 */
final class ChunkFunction extends DecodingFunction<Message<GeneratedTextStreamResult>>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private transient @Nullable ListState<PartitionProgress> progress;
  private transient ChunkReader reader = new ChunkReader();

  ChunkFunction(String operator, OutputTag<DeadLetter> deadLetters) {
    super(operator, deadLetters);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    reader = new ChunkReader();
    progress = context
        .getOperatorStateStore()
        .getUnionListState(
            new ListStateDescriptor<>("partitions", StateTypes.of(PartitionProgress.class)));
    reader.restore(progress.get());
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    getRuntimeContext().getMetricGroup().gauge("numCompletionsForgotten", (Gauge<Long>)
        () -> reader.forgotten());
  }

  @Override
  boolean read(
      KafkaRecord record,
      Collector<Message<GeneratedTextStreamResult>> out,
      Consumer<DeadLetter> letters)
      throws UndecodableException {
    return reader.read(record, message -> {
      out.collect(message);
      // One that a newer attempt took the place of has not failed.
      Status.Code code = message.status().code();
      if (code != Status.Code.OK && code != Status.Code.ABORTED) {
        letters.accept(letter(message));
      }
    });
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    if (progress != null) {
      progress.update(reader.progress(first));
    }
  }
}
