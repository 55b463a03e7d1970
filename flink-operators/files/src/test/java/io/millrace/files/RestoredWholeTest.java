package io.millrace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoredWholeTest {

  private record Split(String splitId) implements SourceSplit {}

  private record Switch() implements SourceEvent {
    private static final long serialVersionUID = 1L;
  }

  private final Reader reader = new Reader();
  private final RestoredReader<String, Split> restored = new RestoredReader<>(reader);

  @Test
  void aCheckpointBeforeTheFirstEventHasTheSplitsThatWereRestored() {
    restored.addSplits(List.of(new Split("a")));
    restored.addSplits(List.of(new Split("b")));

    assertThat(reader.snapshotState(1)).as("Flink's own").isEmpty();
    assertThat(restored.snapshotState(1)).containsExactly(new Split("a"), new Split("b"));
  }

  @Test
  void oneThatCameLaterHasThoseThatAreRead() {
    restored.addSplits(List.of(new Split("a")));
    restored.handleSourceEvents(new Switch());
    restored.addSplits(List.of(new Split("b")));
    assertThat(restored.snapshotState(1)).containsExactly(new Split("a"), new Split("b"));

    reader.splits.remove(0);

    assertThat(restored.snapshotState(2)).containsExactly(new Split("b"));
  }

  @Test
  void aReaderThatIsResetBehindTheSwitchRestartsTheJobOnce() {
    Enumerator sources = new Enumerator();
    SplitEnumerator<Split, Integer> enumerator = new WholeRestart<>(sources, state -> state, 0);
    sources.current = 1;

    assertThatThrownBy(() -> enumerator.addSplitsBack(List.of(), 3))
        .isInstanceOf(FlinkRuntimeException.class)
        .hasMessage("task 3 goes back to before the switch from one source to the next: so must"
            + " all, and the whole job restarts");
    enumerator.addSplitsBack(List.of(new Split("a")), 0);

    assertThat(sources.back).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aReaderThatIsResetOnItsSideOfTheSwitchGivesItsSplitsBack(int side) {
    Enumerator sources = new Enumerator();
    SplitEnumerator<Split, Integer> enumerator = new WholeRestart<>(sources, state -> state, side);
    sources.current = side;

    enumerator.addSplitsBack(List.of(new Split("a")), 0);
    enumerator.addSplitsBack(List.of(new Split("b")), 1);

    assertThat(sources.back).containsExactly(new Split("a"), new Split("b"));
  }

  /** As Flink's: until it is told which source to read it knows of no splits. */
  private static final class Reader implements SourceReader<String, Split> {
    private final List<Split> splits = new ArrayList<>();
    private boolean begun;

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<String> output) {
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<Split> snapshotState(long checkpoint) {
      return begun ? List.copyOf(splits) : List.of();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return new CompletableFuture<>();
    }

    @Override
    public void addSplits(List<Split> added) {
      splits.addAll(added);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void handleSourceEvents(SourceEvent event) {
      begun = true;
    }

    @Override
    public void close() {}
  }

  private static final class Enumerator implements SplitEnumerator<Split, Integer> {
    private final List<Split> back = new ArrayList<>();
    private int current;

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<Split> splits, int subtask) {
      back.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {}

    @Override
    public Integer snapshotState(long checkpoint) {
      return current;
    }

    @Override
    public void close() {}
  }
}
