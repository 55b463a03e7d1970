package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.record.KafkaRecord;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class ChunkFunctionTest {

  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead", DeadLetter.TYPE);
  private static final int MAX_PARALLELISM = 4;

  private static final String TOOL = """
      {"id":"%s","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{"}}]}}]}""";
  private static final String FINISH = """
      {"id":"%s","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";

  @Test
  void everyRecordGivesMessagesOrNothingOrADeadLetter() throws Exception {
    try (Task task = Task.of(1, 0)) {
      task.open();
      task.read(0, 0, "a", TOOL.formatted("a"));
      task.read(0, 1, "a", "[DONE]");
      task.read(0, 2, "a", "nonsense");
      task.read(0, 3, "a", FINISH.formatted("a"));

      assertThat(task.sent()).containsExactly("a", "a/tool-0", "a", "a/tool-0");
      assertThat(task.harness().getRecordOutput())
          .extracting(StreamRecord::getTimestamp)
          .containsExactly(1_000L, 1_000L, 1_003L, 1_003L);
      assertThat(task.harness().getSideOutput(DEAD_LETTERS)).singleElement().satisfies(letter -> {
        assertThat(letter.getTimestamp()).isEqualTo(1_002);
        assertThat(letter.getValue().operator()).isEqualTo("chunks");
        assertThat(letter.getValue().firstOffset()).isEqualTo(2);
      });
    }
  }

  @Test
  void aRequestThatFailsThoughItsRecordCanBeReadIsADeadLetterToo() throws Exception {
    try (Task task = Task.of(1, 0)) {
      task.open();
      DeadLetter.Header unreadable = new DeadLetter.Header("parameters", "[".getBytes(UTF_8));
      task.harness()
          .processElement(
              new KafkaRecord(
                  "t",
                  0,
                  7,
                  0,
                  "a".getBytes(UTF_8),
                  FINISH.formatted("a").getBytes(UTF_8),
                  List.of(unreadable)),
              1_007);

      assertThat(task.sent()).containsExactly("a");
      assertThat(task.harness().getSideOutput(DEAD_LETTERS)).singleElement().satisfies(letter -> {
        assertThat(letter.getValue().reason()).isEqualTo("INVALID_ARGUMENT");
        assertThat(letter.getValue().operator()).isEqualTo("chunks");
        assertThat(letter.getValue().requestId()).isEqualTo("a");
        assertThat(letter.getValue().topic()).isEqualTo("t");
        assertThat(letter.getValue().firstOffset()).isEqualTo(7);
      });
    }
  }

  @Test
  void textsThatHaveBegunEndAfterARestartWithMoreTasksAndWithFewer() throws Exception {
    OperatorSubtaskState one;
    try (Task task = Task.of(1, 0)) {
      task.open();
      for (int partition = 0; partition < 4; partition++) {
        task.read(partition, 0, "c" + partition, TOOL.formatted("c" + partition));
      }
      one = task.snapshot();
    }
    List<OperatorSubtaskState> three = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      try (Task task = Task.restored(one, 1, 3, number)) {
        // Of the other partitions nothing is read, and of this by one that another might have had.
        if (number == 2) {
          task.finish(1, 1, "c1", "c1/tool-0");
        }
        three.add(task.snapshot());
      }
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(
        three.toArray(OperatorSubtaskState[]::new));
    try (Task task = Task.restored(all, 3, 2, 1)) {
      task.finish(0, 1, "c0", "c0/tool-0");
      task.finish(3, 1, "c3", "c3/tool-0");
      task.finish(1, 2, "c3/tool-0", "c1");
    }
  }

  private record Task(
      OneInputStreamOperatorTestHarness<KafkaRecord, Message<GeneratedTextStreamResult>> harness)
      implements AutoCloseable {

    static Task of(int tasks, int number) throws Exception {
      return new Task(new OneInputStreamOperatorTestHarness<>(
          new ProcessOperator<>(new ChunkFunction("chunks", DEAD_LETTERS)),
          MAX_PARALLELISM,
          tasks,
          number));
    }

    static Task restored(OperatorSubtaskState state, int before, int tasks, int number)
        throws Exception {
      Task task = of(tasks, number);
      task.harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
          state, MAX_PARALLELISM, before, tasks, number));
      task.open();
      return task;
    }

    void open() throws Exception {
      harness.open();
    }

    void read(int partition, long offset, String key, String value) throws Exception {
      KafkaRecord record = new KafkaRecord(
          "t", partition, offset, 0, key.getBytes(UTF_8), value.getBytes(UTF_8), List.of());
      harness.processElement(record, 1_000 + offset);
    }

    /** Ends a partition's completion, after which these requests are the last that were sent. */
    void finish(int partition, long offset, String... last) throws Exception {
      String id = "c" + partition;
      read(partition, offset, id, FINISH.formatted(id));
      assertThat(sent()).endsWith(last);
    }

    List<String> sent() {
      return harness.extractOutputValues().stream().map(Message::requestId).toList();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    @Override
    public void close() {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IllegalStateException("The task did not close", e);
      }
    }
  }
}
