package io.millrace.benchmarks.hand;

import io.millrace.core.task.StreamStream;
import java.io.Serializable;

/** Makes a module's stream → stream on the worker. */
interface StreamRecipe<IE, OE> extends Serializable {
  StreamStream<IE, ?, OE> module();
}
