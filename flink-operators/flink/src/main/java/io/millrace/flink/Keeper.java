package io.millrace.flink;

import java.io.Serializable;

/**
 * Who keeps state, as savepoints and error messages name it.
 *
 * @param operator the operator's name
 * @param module the module and its version, {@code id:version}; empty if the operator has none, or none was written down
 */
record Keeper(String operator, String module) implements Serializable {

  /** Nothing was written down, as in savepoints of format 1 and 2. */
  static final Keeper UNKNOWN = new Keeper("", "");

  /** The module in words. */
  String moduleInWords() {
    return module.isEmpty() ? "an unnamed module" : "module " + module;
  }
}
