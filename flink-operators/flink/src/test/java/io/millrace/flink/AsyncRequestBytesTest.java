package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

/** What savepoints keep of asynchronous requests. The bytes in the resources are an API. */
class AsyncRequestBytesTest {

  private static final AsyncRequest<String> UNDER_WAY = new AsyncRequest<>(
      2,
      31_536_001,
      3,
      1_000,
      0,
      70,
      80,
      Message.unary("r", "why")
          .withAttempt(2)
          .withOrigin(new Origin("t", 1, 4))
          .withHeaders(Map.of("traceparent", "00"))
          .withParameters(Parameters.of("times", 2)));

  private final TypeSerializer<AsyncRequest<String>> serializer =
      Stored.serializer(new AsyncRequestTypeInfo<>(Types.STRING));

  private static String resource(String name) throws IOException {
    try (InputStream resource = AsyncRequestBytesTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(resource, name).readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII).replace("\n", "");
    }
  }

  @Test
  void aRequestOfAnEarlierSavepointIsRead() throws IOException {
    TypeSerializerSnapshot<AsyncRequest<String>> then =
        Stored.read(resource("async-request-1-serializer.hex"));
    assertThat(Stored.compatibility(serializer, then).isCompatibleAsIs()).isTrue();
    assertThat(Stored.value(then.restoreSerializer(), resource("async-request-1-value.hex")))
        .isEqualTo(UNDER_WAY);
  }

  @Test
  void theBytesAreTheSame() throws IOException {
    assertThat(Stored.snapshot(serializer)).isEqualTo(resource("async-request-1-serializer.hex"));
    assertThat(Stored.bytes(serializer, UNDER_WAY))
        .isEqualTo(resource("async-request-1-value.hex"));
  }

  @Test
  void requestsComeBackAsTheyWere() throws IOException {
    RandomValues random = new RandomValues(new Random(3));
    for (int i = 0; i < 200; i++) {
      AsyncRequest<String> open =
          new AsyncRequest<>(i, i + 1, 2L * i, 3L * i, 0, 4L * i, 5L * i, random.message());
      assertThat(Stored.again(serializer, open)).isEqualTo(open);
    }
    AsyncRequest<String> ended = AsyncRequest.ended(1, 2, 3);
    assertThat(Stored.again(serializer, ended)).isEqualTo(ended);
    assertThat(serializer.duplicate()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
  }
}
