package io.millrace.flink;

import org.jspecify.annotations.Nullable;

/** Where a task keeps its requests between their messages. Flink's current key is the request that is turned to. */
interface RequestStore<IE, S> {

  /** Turns to a request, and says what is kept of it; null if nothing is. */
  @Nullable
  Request<IE, S> turnTo(String requestId) throws Exception;

  /** Keeps this of the request turned to. */
  void update(Request<IE, S> request) throws Exception;

  /** Keeps nothing of the request turned to. */
  void clear() throws Exception;

  /** Lets a checkpoint that is about to be taken hold all that is kept. */
  void flush() throws Exception;
}
