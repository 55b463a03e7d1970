package io.millrace.benchmarks.topics;

import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import org.jspecify.annotations.Nullable;

/** One message, whenever it is asked for. */
record Single(Message<String> message) implements Load.Flow<Message<String>> {

  @Override
  public Message<String> next() {
    return message;
  }

  @Override
  public @Nullable Message<String> finish() {
    return null;
  }

  @Override
  public long weight() {
    return 0;
  }
}
