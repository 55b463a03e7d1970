package io.millrace.benchmarks.hand;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.load.LightModule;
import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What the law's checks are measured with must do what they are there for. */
class CheckedStreamTest {

  private static final Message<String> FIRST = Message.of("r", 0, "one ");
  private static final Message<String> SECOND = Message.of("r", 1, "two ");
  private static final Message<String> THIRD = Message.of("r", 2, "three ");
  private static final Message<String> END = Message.end("r", 3);

  @Test
  void trustsItsInputWithoutAnyCheck() throws Exception {
    assertThat(out(new HandWrittenStream<>(LightModule::runner), SECOND, FIRST, FIRST))
        .isEqualTo("two one one ");
  }

  @Test
  void waitsForWhatIsMissing() throws Exception {
    assertThat(out(checked(Check.ORDER), THIRD, END, SECOND, FIRST)).isEqualTo("one two three |");
  }

  @Test
  void dropsWhatWasTaken() throws Exception {
    assertThat(out(checked(Check.DUPLICATES), FIRST, SECOND, FIRST, SECOND, THIRD, END))
        .isEqualTo("one two three |");
  }

  @Test
  void beginsAnewWithAHigherAttemptAndDropsALower() throws Exception {
    Message<String> held = Message.of("r", 1, "held");
    assertThat(out(
            checked(Check.ATTEMPTS), FIRST, held, FIRST.withAttempt(1), SECOND, END.withAttempt(1)))
        .isEqualTo("one one |");
  }

  @Test
  void changesNothingWhereItOnlyCounts() throws Exception {
    assertThat(out(new CountedStream<>(LightModule::runner), FIRST, SECOND, THIRD, END))
        .isEqualTo("one two three |");
  }

  private static CheckedStream<String, String> checked(Check check) {
    return new CheckedStream<>(LightModule::runner, check, Types.STRING);
  }

  @SafeVarargs
  private static String out(
      KeyedProcessFunction<String, Message<String>, Message<String>> function,
      Message<String>... messages)
      throws Exception {
    var harness = new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(function), Message::requestId, Types.STRING);
    harness.setup(MessageTypes.of(String.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
    for (Message<String> message : messages) {
      harness.processElement(message, 0);
    }
    List<Message<String>> out = harness.extractOutputValues();
    harness.close();
    StringBuilder text = new StringBuilder();
    out.forEach(message -> text.append(message.last() ? "|" : message.payload()));
    return text.toString();
  }
}
