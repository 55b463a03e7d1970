package io.millrace.flink;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.flink.util.OutputTag;

/**
 * What an operator is told beside its module.
 *
 * @param name its name, uid and qualifier of parameters
 * @param limits how long it waits
 * @param unclaimed what it does with parameters its module does not read
 */
record OperatorSettings(String name, RequestLimits limits, UnclaimedParameters unclaimed)
    implements Serializable {

  /** Where every operator sends what it gave up on. */
  static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", DeadLetter.TYPE);

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  OperatorSettings {
    requireName(name);
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an operator's name must match " + NAME + " but was \"" + name + "\"");
    }
  }
}
