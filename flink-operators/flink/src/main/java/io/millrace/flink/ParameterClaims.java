package io.millrace.flink;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.StatusException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of a request's parameters are an operator's own. One qualified by the operator's name ({@code entities.threshold})
 * always is; an unqualified one is if the module reads it, unless a qualified one of that name is there too.
 */
final class ParameterClaims {

  /** What an operator takes, with its qualifiers gone, and what is left for others. */
  record Claimed(Parameters own, Parameters rest) {}

  private final String operator;
  private final Set<String> reads;
  private final UnclaimedParameters unclaimed;

  ParameterClaims(String operator, List<Parameter<?>> reads, UnclaimedParameters unclaimed) {
    this.operator = operator;
    this.reads = reads.stream().map(Parameter::name).collect(Collectors.toSet());
    this.unclaimed = unclaimed;
  }

  /**
   * Divides the parameters.
   *
   * @throws StatusException INVALID_ARGUMENT if some are left and none may be
   */
  Claimed claim(Parameters given) {
    if (given.isEmpty()) {
      return new Claimed(Parameters.NONE, Parameters.NONE);
    }
    String qualifier = operator + ".";
    Map<String, Object> own = new TreeMap<>();
    given.asMap().forEach((name, value) -> {
      if (name.startsWith(qualifier)) {
        own.put(name.substring(qualifier.length()), value);
      }
    });
    Map<String, Object> rest = new TreeMap<>();
    given.asMap().forEach((name, value) -> {
      if (reads.contains(name) && !own.containsKey(name)) {
        own.put(name, value);
      } else if (!name.startsWith(qualifier)) {
        rest.put(name, value);
      }
    });
    if (!rest.isEmpty() && unclaimed == UnclaimedParameters.REFUSE) {
      throw Status.Code.INVALID_ARGUMENT
          .because("parameters " + rest.keySet() + " are read by no operator; the last, '"
              + operator + "', reads " + reads.stream().sorted().toList())
          .asException();
    }
    return new Claimed(Parameters.of(own), Parameters.of(rest));
  }
}
