package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StreamStream;
import io.millrace.flink.Arrivals.Order;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.PatternEntities;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RequestBytesTest {

  /** What state backends add (the key, and the bytes of the timers) is not in it. */
  private static final int MOST = 300;

  @Test
  void aRequestUnderWayInEntitiesTakesFewBytesWhileNothingIsHeld() throws IOException {
    assertThat(bytes("Write to her. And then", Map.of())).isLessThanOrEqualTo(MOST);
    assertThat(bytes("", Map.of())).isLessThanOrEqualTo(MOST);
  }

  @Test
  void norDoesATraceAddMoreThanItself() throws IOException {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    int without = bytes("Write to her. And then", Map.of());
    int with = bytes("Write to her. And then", Map.of("traceparent", trace));
    assertThat(with - without).isLessThanOrEqualTo(trace.length() + 20);
  }

  @SuppressWarnings("unchecked") // only the module knows what its state is made of
  private static int bytes(String text, Map<String, String> headers) throws IOException {
    try (ModuleRunner<String, String, ?, ?> runner =
        StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module())) {
      var flavor = (StreamStream<String, Object, Object>) runner.streamStream();
      Object state = flavor.next(flavor.open(Parameters.NONE), text, out -> {});
      TypeInformation<Request<String, Object>> type =
          new RequestTypeInfo<>(Types.STRING, Work.stateType(flavor));
      DataOutputSerializer target = new DataOutputSerializer(MOST);
      type.createSerializer(new SerializerConfigImpl()).serialize(request(state, headers), target);
      return target.length();
    }
  }

  private static Request<String, Object> request(Object state, Map<String, String> headers) {
    Arrivals<String> arrivals =
        new Arrivals<>(Order.POSITION, 4_711, new Origin("llm.chunks", 3, 4_000), 4_710, List.of());
    return new Request<>(
        0,
        12,
        state,
        Message.headersInOrder(headers),
        Parameters.NONE,
        arrivals,
        1_700_000_000_000L,
        1_700_000_000_000L,
        0,
        0,
        1_700_000_300_000L,
        "");
  }
}
