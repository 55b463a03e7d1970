package io.millrace.testkit.flink;

import io.millrace.core.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;

/**
 * What an operator has handed on. A message is written the moment it comes and read from there, as on its way to another
 * worker. Where objects are reused it is kept as well, as an operator that is chained behind would, and must not change.
 */
final class HandedOn implements Output<StreamRecord<Message<Object>>> {

  private record Kept(Message<Object> message, Message<Object> asItCame, ByteBuffer bytes) {}

  private final TypeSerializer<Message<Object>> serializer;
  private final boolean reuses;
  private final List<Message<Object>> untaken = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  HandedOn(TypeSerializer<Message<Object>> serializer, boolean reuses) {
    this.serializer = serializer;
    this.reuses = reuses;
  }

  @Override
  public void collect(StreamRecord<Message<Object>> record) {
    byte[] bytes = written(record.getValue());
    Message<Object> asItCame = read(bytes);
    untaken.add(asItCame);
    if (reuses) {
      kept.add(new Kept(record.getValue(), asItCame, ByteBuffer.wrap(bytes)));
    }
  }

  /**
   * What came since this was last asked.
   *
   * @throws AssertionError if a message that is kept, whenever it came, has changed
   */
  List<Message<Object>> taken() {
    for (Kept once : kept) {
      if (!ByteBuffer.wrap(written(once.message())).equals(once.bytes())) {
        throw new AssertionError("what was handed on must stay as it was, but " + once.asItCame()
            + " became " + once.message());
      }
    }
    List<Message<Object>> taken = List.copyOf(untaken);
    untaken.clear();
    return taken;
  }

  private byte[] written(Message<Object> message) {
    try {
      return InstantiationUtil.serializeToByteArray(serializer, message);
    } catch (IOException e) {
      throw new UncheckedIOException("a message cannot be written: " + message, e);
    }
  }

  private Message<Object> read(byte[] written) {
    try {
      return InstantiationUtil.deserializeFromByteArray(serializer, written);
    } catch (IOException e) {
      throw new UncheckedIOException("a message that was written cannot be read", e);
    }
  }

  /** What goes elsewhere is missed in the answer. */
  @Override
  public <X> void collect(OutputTag<X> elsewhere, StreamRecord<X> record) {}

  @Override
  public void emitWatermark(Watermark mark) {}

  @Override
  public void emitWatermark(WatermarkEvent mark) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void close() {}
}
