package io.millrace.flink;

import java.util.Map;
import java.util.function.Consumer;

/** Says with which version of the operator's module a request begins. */
interface Beginning<W extends Loaded> {

  /**
   * The version.
   *
   * @param headers those of the request's first message, as they will go on; what was in them for this operator is taken out
   * @param letters takes what was refused
   */
  Version<W> of(Map<String, String> headers, Consumer<DeadLetter> letters);
}
