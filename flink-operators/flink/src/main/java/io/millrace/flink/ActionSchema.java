package io.millrace.flink;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Of which types the fields, inputs and results of a graph are, in words, kept beside the state: so that one that cannot be
 * read any more is refused with both versions. Flink's own error names serializers only. All tasks know what one of them
 * keeps.
 */
final class ActionSchema {

  private final String operator;
  private final Map<String, String> now;
  private final Map<String, String> before = new TreeMap<>();
  private final ListState<Map<String, String>> kept;

  ActionSchema(String operator, StateInitializationContext context, ActionTypes types)
      throws Exception {
    this.operator = operator;
    this.now = types.words();
    this.kept = context
        .getOperatorStateStore()
        .getUnionListState(
            new ListStateDescriptor<>("action-schema", Types.MAP(Types.STRING, Types.STRING)));
    for (Map<String, String> each : kept.get()) {
      before.putAll(each);
    }
  }

  /** Describes types by what they are of. */
  static Map<String, String> words(String what, Map<String, TypeInformation<?>> types) {
    Map<String, String> words = new LinkedHashMap<>();
    types.forEach((name, type) -> words.put(what + " '" + name + "'", type.toString()));
    return words;
  }

  void save(boolean first) throws Exception {
    kept.clear();
    if (first) {
      kept.add(now);
    }
  }

  /** What to say if the state cannot be read. */
  IllegalStateException refusal(Exception cause) {
    String changed = now.entrySet().stream()
        .filter(
            each -> !each.getValue().equals(before.getOrDefault(each.getKey(), each.getValue())))
        .map(each ->
            each.getKey() + " was " + before.get(each.getKey()) + " and is " + each.getValue())
        .collect(Collectors.joining("; "));
    return new IllegalStateException(
        "operator '" + operator + "' cannot read what its savepoint has of its applications"
            + (changed.isEmpty() ? "" : ": " + changed)
            + ". Records and POJOs may gain and lose components; give what has become another type"
            + " another name, and the old values are left out",
        cause);
  }
}
