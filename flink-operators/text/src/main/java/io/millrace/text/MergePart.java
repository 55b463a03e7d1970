package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A detector under the name by which a merge knows it. */
record MergePart(
    String name,
    ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
        detector) {

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /** Takes names only that can qualify a parameter: a dot would begin another part. */
  MergePart {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a merged detector's name must match " + NAME + " but was \"" + name + "\"");
    }
  }

  /** Its parameters under its name. */
  Stream<Parameter<?>> qualified() {
    return detector.parameters().stream().map(parameter -> parameter.qualified(name));
  }

  /** Those of its parameters that are given for all detectors. */
  Stream<String> unqualified() {
    return detector.parameters().stream().map(Parameter::name).filter(read -> !isQualified(read));
  }

  /** Its share of a merge's parameters: what is given under its name, or else what is given for all. */
  Parameters own(Parameters given) {
    Map<String, Object> values = given.asMap();
    Map<String, Object> own = new TreeMap<>();
    for (Parameter<?> parameter : detector.parameters()) {
      String read = parameter.name();
      String qualified = name + "." + read;
      if (values.containsKey(qualified)) {
        own.put(read, values.get(qualified));
      } else if (values.containsKey(read) && !isQualified(read)) {
        own.put(read, values.get(read));
      }
    }
    return Parameters.of(own);
  }

  /** Whether a part of the detector reads it, of which another detector may have one of the same name. */
  private static boolean isQualified(String parameter) {
    return parameter.indexOf('.') >= 0;
  }

  static List<String> names(List<MergePart> parts) {
    return parts.stream().map(MergePart::name).toList();
  }
}
