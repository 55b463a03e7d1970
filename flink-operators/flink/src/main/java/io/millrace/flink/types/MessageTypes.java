package io.millrace.flink.types;

import io.millrace.core.Message;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The types of streams of messages. Every lambda over messages needs one, for without it Flink takes a {@link Message} for
 * a class it would have to leave to Kryo: {@code .returns(MessageTypes.of(String.class))}.
 */
public final class MessageTypes {

  private MessageTypes() {}

  /**
   * Messages with payloads of a class.
   *
   * @throws IllegalArgumentException if the class needs Kryo, naming the field that does
   */
  public static <T> TypeInformation<Message<T>> of(Class<T> payload) {
    return of(StateTypes.of(payload));
  }

  /** Messages with payloads of a type. */
  public static <T> TypeInformation<Message<T>> of(TypeInformation<T> payload) {
    return new MessageTypeInfo<>(payload);
  }
}
