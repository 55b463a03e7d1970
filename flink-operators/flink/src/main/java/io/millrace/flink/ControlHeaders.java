package io.millrace.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What a control message decides for an operator further down the chain travels in a header of each request that begins
 * afterwards, so that all operators of the chain change between the same two requests. It is for that operator only, which
 * takes it out; an operator that refuses parameters nobody reads is the last, and takes out all that is left.
 */
final class ControlHeaders {

  private static final String PREFIX = "control.";

  private ControlHeaders() {}

  /** The name of the header for an operator. */
  static String name(String operator) {
    return PREFIX + operator;
  }

  static String text(ModuleControl control) {
    DataOutputSerializer target = new DataOutputSerializer(128);
    try {
      ModuleControlSerializer.INSTANCE.serialize(control, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(target.getCopyOfBuffer());
  }

  static ModuleControl control(String text) {
    try {
      return ModuleControlSerializer.INSTANCE.deserialize(
          new DataInputDeserializer(Base64.getDecoder().decode(text)));
    } catch (IOException e) {
      throw new UncheckedIOException("a control header cannot be read: " + text, e);
    }
  }

  /** Takes out all where no operator follows. */
  static void stripAtTheLast(OperatorSettings settings, Map<String, String> headers) {
    if (settings.unclaimed() == UnclaimedParameters.REFUSE) {
      strip(headers);
    }
  }

  /** Takes out all: nobody outside a chain may say what it loads. */
  static void strip(Map<String, String> headers) {
    headers.keySet().removeIf(name -> name.startsWith(PREFIX));
  }
}
