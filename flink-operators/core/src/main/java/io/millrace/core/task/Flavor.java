package io.millrace.core.task;

/** The four ways to call a task: gRPC's unary, server-, client- and bidirectional streaming. */
public enum Flavor {
  /** One input, one output. */
  UNARY_UNARY(false, false),
  /** One input, a stream of output elements. */
  UNARY_STREAM(false, true),
  /** A stream of input elements, one output. */
  STREAM_UNARY(true, false),
  /** A stream of input elements, a stream of output elements. */
  STREAM_STREAM(true, true);

  private final boolean streamsInput;
  private final boolean streamsOutput;

  Flavor(boolean streamsInput, boolean streamsOutput) {
    this.streamsInput = streamsInput;
    this.streamsOutput = streamsOutput;
  }

  /** Whether the input comes in elements. */
  public boolean streamsInput() {
    return streamsInput;
  }

  /** Whether the output leaves in elements. */
  public boolean streamsOutput() {
    return streamsOutput;
  }
}
