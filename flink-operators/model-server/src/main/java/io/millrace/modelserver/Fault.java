package io.millrace.modelserver;

/**
 * What goes wrong while an answer is sent. Bytes are those of the answer's body, before HTTP's chunks are put around them.
 */
public sealed interface Fault {

  /** Nothing goes wrong. */
  record None() implements Fault {}

  /** After so many bytes nothing more is sent; the connection stays open. */
  record Stall(long afterBytes) implements Fault {}

  /** After so many bytes the connection is reset: the client gets RST, and may lose what was sent just before. */
  record Reset(long afterBytes) implements Fault {}

  /** After so many bytes the server ends its side of the connection, as a process that is stopped does. */
  record HalfClose(long afterBytes) implements Fault {}

  /**
   * The body comes in pieces, each a chunk of HTTP's and flushed by itself.
   *
   * @param at where it is cut
   * @param again whether at every multiple too
   */
  record Cut(long at, boolean again) implements Fault {
    /** Validates the place. */
    public Cut {
      if (at < 1) {
        throw new IllegalArgumentException("at must be at least 1 but was " + at);
      }
    }
  }

  /**
   * After so many events of a stream comes this one, and the stream ends.
   *
   * @param json the event's data, an error object for example
   */
  record Instead(int afterEvents, String json) implements Fault {}

  /** The first byte that is not sent. */
  default long limit() {
    if (this instanceof Stall stall) {
      return stall.afterBytes();
    }
    if (this instanceof Reset reset) {
      return reset.afterBytes();
    }
    return this instanceof HalfClose half ? half.afterBytes() : Long.MAX_VALUE;
  }
}
