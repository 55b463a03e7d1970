package io.millrace.flink;

import io.millrace.core.Parameters;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request begins with: a version of the module, and what stands for the parameters that the request does not give.
 *
 * @param reference where the module came from; empty for the one the operator was built with, if that has no reference
 * @param loaded the module, ready to work
 * @param claims which parameters are the module's
 * @param headers the operator's own header, which names the module
 * @param defaults the defaults that a control message gave
 */
record Version<W extends Loaded>(
    String reference,
    W loaded,
    ParameterClaims claims,
    Map<String, String> headers,
    Parameters defaults) {

  static <W extends Loaded> Version<W> of(OperatorSettings settings, String reference, W loaded) {
    return new Version<>(
        reference,
        loaded,
        new ParameterClaims(settings.name(), loaded.runner().parameters(), settings.unclaimed()),
        Map.of("module." + settings.name(), loaded.runner().module().toString()),
        Parameters.NONE);
  }

  /**
   * The same module with other defaults.
   *
   * @throws io.millrace.core.StatusException INVALID_ARGUMENT, if the module does not take them
   */
  Version<W> with(Parameters newDefaults) {
    loaded.runner().resolve(newDefaults);
    return new Version<>(reference, loaded, claims, headers, newDefaults);
  }

  /**
   * The request's parameters, and behind them the defaults. A default for one part of the module gives way to what the
   * request says for all parts, as a default for all does to what it says for one.
   */
  Parameters over(Parameters own) {
    if (defaults.isEmpty()) {
      return own;
    }
    Map<String, Object> all = new TreeMap<>(defaults.asMap());
    all.keySet()
        .removeIf(name -> own.asMap().keySet().stream().anyMatch(given -> covers(given, name)));
    all.putAll(own.asMap());
    return Parameters.of(all);
  }

  /** Whether a parameter is read by the part that reads the other one: {@code a.threshold} covers {@code a.b.threshold}. */
  private static boolean covers(String parameter, String other) {
    int name = parameter.lastIndexOf('.') + 1;
    return other.startsWith(parameter.substring(0, name))
        && other.endsWith("." + parameter.substring(name));
  }
}
