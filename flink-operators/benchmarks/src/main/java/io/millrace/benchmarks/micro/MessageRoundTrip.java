package io.millrace.benchmarks.micro;

import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.flink.types.MessageTypes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple12;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a shuffle does with a message, to bytes and back: by its own serializer, as Flink's POJO with the same fields, and as
 * a tuple of them. The message is one from the middle of a request, read from a topic.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare
public class MessageRoundTrip {

  private static final String ID = "chatcmpl-9f86d081884c7d65";
  private static final String TOKEN = " delivery";
  private static final String TOPIC = "llm.chunks";
  private static final long SEQUENCE = 117;
  private static final long OFFSET = 1_234_567;
  private static final int ROOM = 512;

  private final DataOutputSerializer bytes = new DataOutputSerializer(ROOM);
  private final DataInputDeserializer back = new DataInputDeserializer();

  private TypeSerializer<Message<String>> messages;
  private Message<String> message;
  private TypeSerializer<PojoMessage> pojos;
  private PojoMessage pojo;
  private TypeSerializer<
          Tuple12<
              String,
              Integer,
              Long,
              String,
              Map<String, String>,
              Map<String, String>,
              Boolean,
              Integer,
              String,
              String,
              Integer,
              Long>>
      tuples;
  private Tuple12<
          String,
          Integer,
          Long,
          String,
          Map<String, String>,
          Map<String, String>,
          Boolean,
          Integer,
          String,
          String,
          Integer,
          Long>
      tuple;

  /** Makes one of each. */
  @Setup
  public void prepare() {
    messages = serializer(MessageTypes.of(String.class));
    message = Message.of(ID, SEQUENCE, TOKEN).withOrigin(new Origin(TOPIC, 0, OFFSET));
    pojos = serializer(Types.POJO(PojoMessage.class));
    pojo = new PojoMessage();
    pojo.requestId = ID;
    pojo.sequence = SEQUENCE;
    pojo.payload = TOKEN;
    pojo.topic = TOPIC;
    pojo.offset = OFFSET;
    tuples = serializer(Types.TUPLE(
        Types.STRING,
        Types.INT,
        Types.LONG,
        Types.STRING,
        Types.MAP(Types.STRING, Types.STRING),
        Types.MAP(Types.STRING, Types.STRING),
        Types.BOOLEAN,
        Types.INT,
        Types.STRING,
        Types.STRING,
        Types.INT,
        Types.LONG));
    tuple = Tuple12.of(
        ID, 0, SEQUENCE, TOKEN, new HashMap<>(), new HashMap<>(), false, 0, "", TOPIC, 0, OFFSET);
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return type.createSerializer(config);
  }

  /** Millrace's. */
  @Benchmark
  public Object message() throws IOException {
    return roundTrip(messages, message);
  }

  /** The POJO. */
  @Benchmark
  public Object pojo() throws IOException {
    return roundTrip(pojos, pojo);
  }

  /** The tuple. */
  @Benchmark
  public Object tuple() throws IOException {
    return roundTrip(tuples, tuple);
  }

  private <T> T roundTrip(TypeSerializer<T> serializer, T element) throws IOException {
    bytes.clear();
    serializer.serialize(element, bytes);
    back.setBuffer(bytes.getSharedBuffer(), 0, bytes.length());
    return serializer.deserialize(back);
  }
}
