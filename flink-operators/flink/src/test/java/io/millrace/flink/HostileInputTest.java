package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inputs that nobody sends by mistake. Sequences at the edge of {@code long} are in {@link OrderTest}. */
@Timeout(120)
class HostileInputTest {

  private static RequestHarness<String> echo() throws Exception {
    return RequestHarness.echo(Placement.alone(false));
  }

  @Test
  void elementsOfTenMegabytesGoThroughAndAreForgotten() throws Exception {
    String large = "x".repeat(10 << 20);
    RequestHarness<String> operator = echo();
    operator.push(Message.of("r", 0, large), Message.of("r", 2, large));
    RequestHarness<String> restored = RequestHarness.restored(
        KeyedOperator.streamStream(
            new OperatorSettings("echo", RequestHarness.LIMITS, UnclaimedParameters.REFUSE),
            Echo::runner),
        Placement.alone(false),
        1,
        operator.snapshot());
    operator.close();
    restored.push(Message.of("r", 1, "small"), Message.end("r", 3));
    assertThat(restored.output())
        .extracting(Message::payload)
        .containsExactly(large, "small", large, null);
    restored.at(1_000_000);
    assertThat(restored.left()).isEqualTo("0 states, 0 timers");
    restored.close();
  }

  @Test
  void aMillionTinyElementsOfOneRequestAreAllAnsweredAndKeepNoMoreStateThanOne() throws Exception {
    int elements = 1_000_000;
    int batch = 10_000;
    RequestHarness<String> operator = echo();
    operator.push(Message.of("r", 0, "0"), Message.of("r", 1, "1"));
    long kept = operator.snapshot().getStateSize();
    long answered = 0;
    for (int from = 2; from < elements; from += batch) {
      List<Message<String>> messages = new ArrayList<>();
      for (int i = from; i < Math.min(elements, from + batch); i++) {
        messages.add(Message.of("r", i, Integer.toString(i % 10)));
      }
      answered += operator.push(messages).output().size();
    }
    assertThat(operator.snapshot().getStateSize()).isEqualTo(kept);
    List<Message<String>> last = operator.push(Message.end("r", elements)).output();
    assertThat(answered + last.size()).isEqualTo(elements + 1);
    assertThat(last.get(1)).isEqualTo(Message.end("r", elements));
    operator.close();
  }

  @Test
  void aHundredThousandAbandonedRequestsFailAndAreForgotten() throws Exception {
    int requests = 100_000;
    RequestHarness<String> operator = echo();
    for (int i = 0; i < requests; i++) {
      operator.push(Message.of("r" + i, i % 2, "a"));
    }
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo((long) requests);
    operator.at(1_000_000);
    assertThat(operator.output())
        .filteredOn(Message::last)
        .hasSize(requests)
        .extracting(message -> message.status().code())
        .containsOnly(Status.Code.DEADLINE_EXCEEDED, Status.Code.DATA_LOSS);
    assertThat(operator.metrics().gauge("requestsInFlight")).isEqualTo(0L);
    operator.at(2_000_000);
    assertThat(operator.left()).isEqualTo("0 states, 0 timers");
    operator.close();
  }

  @Test
  void aRequestIdOfSixtyFourKilobytesIsAnIdLikeAnyOther() throws Exception {
    String id = "é".repeat(32 << 10);
    RequestHarness<String> operator = echo();
    operator.push(Message.of(id, 0, "a"), Message.of("r", 0, "b"), Message.end(id, 1));
    assertThat(operator.output()).containsExactly(Echo.first(id, "a"), Message.end(id, 1));
    operator.close();
  }
}
