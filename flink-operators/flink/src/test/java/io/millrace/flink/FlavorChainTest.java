package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.task.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The output of every flavour fits the input of every flavour, native or derived. */
class FlavorChainTest {

  private static TaskStream<String> run(
      TaskStreams<String> door, String name, Flavor flavor, Flavor implemented) {
    RunnerSupplier<String, String, String, String> runner = () -> Echo.runner(Set.of(implemented));
    return switch (flavor) {
      case UNARY_UNARY -> door.unaryUnary(name, runner);
      case UNARY_STREAM -> door.unaryStream(name, runner);
      case STREAM_UNARY -> door.streamUnary(name, runner);
      case STREAM_STREAM -> door.streamStream(name, runner);
    };
  }

  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Flavor first : Flavor.values()) {
      for (Flavor second : Flavor.values()) {
        for (Flavor implemented : Flavor.values()) {
          pairs.add(Arguments.of(first, second, implemented));
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFlavourFeedsEveryOther(Flavor first, Flavor second, Flavor implemented)
      throws Exception {
    TaskStream<String> before = run(
        Doors.open().withUnclaimedParameters(UnclaimedParameters.HAND_ON),
        "before",
        first,
        implemented);
    TaskStream<String> task = run(before.then(), "after", second, implemented);
    PipelineHarness<String> pipeline = PipelineHarness.of(task, Placement.alone(false));
    Status gone = Status.Code.UNAVAILABLE.because("gone");
    Map<String, String> trace = Map.of("traceparent", "00-1");
    pipeline.push(Message.unary("r", first.streamsOutput() && !second.streamsInput() ? "a" : "abc")
        .withHeaders(trace));
    pipeline.push(Message.<String>end("s", 0, gone).withHeaders(trace)).endInput();
    List<Message<String>> output = pipeline.output();
    assertThat(text(output, "r"))
        .isEqualTo(first.streamsOutput() && !second.streamsInput() ? "a" : "abc");
    assertThat(output)
        .filteredOn(Message::last)
        .extracting(Message::status)
        .containsExactlyInAnyOrder(Status.OK, gone);
    assertThat(output)
        .allSatisfy(message -> assertThat(message.hasPayload()).isNotEqualTo(message.last()))
        .allSatisfy(message -> assertThat(message.headers()).containsAllEntriesOf(trace));
    assertThat(pipeline.letters()).isEmpty();
    pipeline.close();
  }

  private static String text(List<Message<String>> output, String request) {
    return output.stream()
        .filter(message -> message.requestId().equals(request) && message.hasPayload())
        .map(Message::payload)
        .collect(Collectors.joining());
  }
}
