package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Action;
import io.millrace.core.action.BranchItem;
import io.millrace.core.action.Field;
import io.millrace.core.action.FieldType;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.StreamMode;
import io.millrace.flink.types.BranchItemTypeInfo;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.NamedValuesTypeInfo;
import io.millrace.flink.types.StateTypes;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The types of all that is moved and kept for a graph, by what the graph declares. None of them needs Kryo.
 *
 * @param call a request
 * @param message an intermediate result
 * @param end how a request ended
 * @param output either of the two
 * @param kept what is kept of an application
 * @param past what is kept of an application as it stood before
 * @param pending what is kept of its requests under way
 * @param words the types of fields, inputs and results, by what they are of
 */
record ActionTypes(
    TypeInformation<ActionCall> call,
    TypeInformation<Message<ActionItem>> message,
    TypeInformation<ActionEnd> end,
    TypeInformation<ActionOutput> output,
    TypeInformation<ActionKept> kept,
    TypeInformation<ActionPast> past,
    TypeInformation<List<ActionPending>> pending,
    Map<String, String> words)
    implements Serializable {

  /**
   * Those of a graph.
   *
   * @throws IllegalArgumentException if something that it declares needs Kryo, naming it
   */
  static ActionTypes of(Graph graph) {
    Map<String, TypeInformation<?>> fields = fields("field", graph.fields());
    Map<String, TypeInformation<?>> inputs = fields("input", graph.inputs());
    Map<String, TypeInformation<?>> results = results(graph);
    TypeInformation<Map<String, Object>> state = NamedValuesTypeInfo.strict(fields);
    TypeInformation<ActionCall> call = call(NamedValuesTypeInfo.lenient(inputs), state);
    TypeInformation<ActionEnd> end = end(NamedValuesTypeInfo.strict(results), state);
    TreeMap<String, String> words = new TreeMap<>(ActionSchema.words("field", fields));
    words.putAll(ActionSchema.words("input", inputs));
    words.putAll(ActionSchema.words("the result of action", results));
    TypeInformation<Message<ActionItem>> message = MessageTypes.of(item(items(graph)));
    return new ActionTypes(
        call, message, end, output(message, end), kept(state), past(state), pending(call), words);
  }

  private static Map<String, TypeInformation<?>> fields(
      String what, Map<String, Field<?>> declared) {
    Map<String, TypeInformation<?>> types = new TreeMap<>();
    declared.forEach((name, field) ->
        types.put(name, named(what + " '" + name + "'", () -> value(field.type()))));
    return types;
  }

  private static TypeInformation<?> value(FieldType<?> type) {
    if (type instanceof FieldType.ListOf<?> list) {
      return Types.LIST(StateTypes.of(list.element()));
    }
    if (type instanceof FieldType.MapOf<?> map) {
      return Types.MAP(Types.STRING, StateTypes.of(map.value()));
    }
    return type instanceof FieldType.Copied<?> copied
        ? StateTypes.of(copied.type())
        : StateTypes.of(((FieldType.One<?>) type).type());
  }

  private static NamedValuesTypeInfo items(Graph graph) {
    Map<String, TypeInformation<?>> types = new TreeMap<>();
    graph.actions().forEach((name, action) -> {
      if (action.streams()) {
        types.put(name, named(of("items", name), () -> item(action)));
      }
    });
    return NamedValuesTypeInfo.strict(types);
  }

  private static TypeInformation<?> item(Action<?, ?> action) {
    return action.itemType() == BranchItem.class
        ? BranchItemTypeInfo.of(action.branchItems())
        : StateTypes.of(action.itemType());
  }

  private static Map<String, TypeInformation<?>> results(Graph graph) {
    Map<String, TypeInformation<?>> types = new TreeMap<>();
    graph
        .actions()
        .forEach(
            (name, action) -> types.put(name, named(of("the result", name), () -> result(action))));
    return types;
  }

  private static TypeInformation<?> result(Action<?, ?> action) {
    return StateTypes.of(action.resultType());
  }

  private static String of(String what, String action) {
    return what + " of action '" + action + "'";
  }

  private interface Typed {
    TypeInformation<?> get();
  }

  private static TypeInformation<?> named(String what, Typed type) {
    try {
      return type.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
    }
  }

  private static TypeInformation<ActionCall> call(
      TypeInformation<Map<String, Object>> inputs, TypeInformation<Map<String, Object>> state) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("application", Types.STRING);
    parts.put("partition", Types.STRING);
    parts.put("requestId", Types.STRING);
    parts.put("cancel", Types.BOOLEAN);
    parts.put("inputs", inputs);
    parts.put("halts", Types.LIST(StateTypes.of(Halt.class)));
    parts.put("stepLimit", Types.INT);
    parts.put("pastEntry", Types.BOOLEAN);
    parts.put("mode", Types.ENUM(StreamMode.class));
    parts.put("wanted", Types.LIST(Types.STRING));
    parts.put("headers", Types.MAP(Types.STRING, Types.STRING));
    parts.put("fork", StateTypes.of(ActionFork.class));
    parts.put("relay", relay(state));
    return Types.POJO(ActionCall.class, parts);
  }

  private static TypeInformation<ActionRelay> relay(TypeInformation<Map<String, Object>> state) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("status", StateTypes.of(Status.class));
    parts.put("state", state);
    parts.put("last", Types.STRING);
    parts.put("redirect", Types.STRING);
    parts.put("sequence", Types.LONG);
    parts.put("opening", Types.LONG);
    return Types.POJO(ActionRelay.class, parts);
  }

  private static TypeInformation<ActionItem> item(TypeInformation<Map<String, Object>> value) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("application", Types.STRING);
    parts.put("partition", Types.STRING);
    parts.put("action", Types.STRING);
    parts.put("step", Types.LONG);
    parts.put("attempt", Types.INT);
    parts.put("index", Types.LONG);
    parts.put("byAction", value);
    return Types.POJO(ActionItem.class, parts);
  }

  private static TypeInformation<ActionEnd> end(
      TypeInformation<Map<String, Object>> result, TypeInformation<Map<String, Object>> state) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("application", Types.STRING);
    parts.put("partition", Types.STRING);
    parts.put("requestId", Types.STRING);
    parts.put("attempt", Types.INT);
    parts.put("status", StateTypes.of(Status.class));
    parts.put("ending", Types.ENUM(Outcome.Ending.class));
    parts.put("action", Types.STRING);
    parts.put("step", Types.LONG);
    parts.put("items", Types.LONG);
    parts.put("result", result);
    parts.put("state", state);
    parts.put("endedAt", Types.LONG);
    return Types.POJO(ActionEnd.class, parts);
  }

  private static TypeInformation<ActionOutput> output(
      TypeInformation<Message<ActionItem>> message, TypeInformation<ActionEnd> end) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("headers", Types.MAP(Types.STRING, Types.STRING));
    parts.put("item", message);
    parts.put("end", end);
    return Types.POJO(ActionOutput.class, parts);
  }

  private static TypeInformation<ActionKept> kept(TypeInformation<Map<String, Object>> state) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("state", state);
    parts.put("last", Types.STRING);
    parts.put("redirect", Types.STRING);
    parts.put("sequence", Types.LONG);
    parts.put("attempt", Types.INT);
    parts.put("parkedAt", Types.LONG);
    parts.put("past", Types.INT);
    return Types.POJO(ActionKept.class, parts);
  }

  private static TypeInformation<ActionPast> past(TypeInformation<Map<String, Object>> state) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("state", state);
    parts.put("last", Types.STRING);
    return Types.POJO(ActionPast.class, parts);
  }

  private static TypeInformation<List<ActionPending>> pending(TypeInformation<ActionCall> call) {
    Map<String, TypeInformation<?>> parts = new LinkedHashMap<>();
    parts.put("call", call);
    parts.put("attempt", Types.INT);
    parts.put("started", Types.INT);
    parts.put("arrivedAt", Types.LONG);
    parts.put("timestamp", Types.LONG);
    parts.put("held", Types.LONG);
    parts.put("verdict", StateTypes.of(Status.class));
    parts.put("isKept", Types.BOOLEAN);
    parts.put("isForked", Types.BOOLEAN);
    return Types.LIST(Types.POJO(ActionPending.class, parts));
  }
}
