package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.flink.RunnerSupplier;
import io.millrace.testkit.Scenario;
import java.io.Serial;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class OperatorRunTest {

  private static final AtomicInteger CLOSED = new AtomicInteger();

  private static final Scenario ONE = Scenario.of(Scenario.turn("a", "x"));

  @Test
  void aFailureInClosingDoesNotHideTheOneBefore() {
    assertThatThrownBy(() -> run(new Failing(true)).run(ONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not processed")
        .hasSuppressedException(new IllegalStateException("not closed"));
  }

  @Test
  void anOperatorThatDoesNotOpenIsClosedAllTheSame() {
    CLOSED.set(0);

    assertThatThrownBy(() -> run(new Failing(false)).run(ONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not opened")
        .hasSuppressedException(new IllegalStateException("not closed"));
    assertThat(CLOSED).hasValue(1);
  }

  private static OperatorRun run(Failing operator) {
    RunnerSupplier<String, String, String, String> module = () -> DigitMask.runner(new DigitMask());
    Blueprint right = Blueprint.of(Flavor.UNARY_UNARY, module);
    return new OperatorRun(
        Flavor.UNARY_UNARY,
        new Blueprint(SimpleOperatorFactory.of(operator), false, right.output()),
        Parameters.NONE,
        Ordeal.of(1));
  }

  /** Fails to open or to process, and to close. */
  private static final class Failing extends AbstractStreamOperator<Message<Object>>
      implements OneInputStreamOperator<Message<Object>, Message<Object>> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean opens;

    private Failing(boolean opens) {
      this.opens = opens;
    }

    @Override
    public void open() {
      if (!opens) {
        throw new IllegalStateException("not opened");
      }
    }

    @Override
    public void processElement(StreamRecord<Message<Object>> element) {
      throw new IllegalStateException("not processed");
    }

    @Override
    public void close() {
      CLOSED.incrementAndGet();
      throw new IllegalStateException("not closed");
    }
  }
}
