package io.millrace.flink;

import io.millrace.core.Status;
import org.jspecify.annotations.Nullable;

/** What {@link Flights} tells whoever keeps the requests. */
interface Landing<I, OE> {
  /** The request has ended. */
  void landed(Flight<I, OE> flight);

  /** What a checkpoint keeps of the request has changed. */
  void touch(Flight<I, OE> flight);

  /** The request has failed. */
  void letter(Flight<I, OE> flight, Status status, @Nullable Throwable cause);
}
