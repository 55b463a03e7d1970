package io.millrace.examples.modules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.task.ModuleDescription;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleDescription.ServedParameter;
import io.millrace.core.task.ModuleDescription.ServedTask;
import io.millrace.core.task.ModuleDescription.SettingValue;
import io.millrace.core.task.Plan;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A module for machines: one JSON object, with the names of {@link ModuleDescription}; what is not there is null. */
final class DescriptionJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final boolean schemas;

  private DescriptionJson(boolean schemas) {
    this.schemas = schemas;
  }

  static String of(ModuleDescription module, boolean schemas) {
    ObjectNode json = new DescriptionJson(schemas).module(module);
    return json.toPrettyString() + System.lineSeparator();
  }

  private ObjectNode module(ModuleDescription module) {
    ObjectNode json = JSON.createObjectNode();
    json.put("module_id", module.id()).put("version", module.version());
    ArrayNode settings = json.putArray("settings");
    module.settings().forEach(setting -> settings.add(setting(setting)));
    ArrayNode tasks = json.putArray("tasks");
    module.tasks().forEach(task -> tasks.add(task(task)));
    return json;
  }

  private static ObjectNode setting(SettingValue setting) {
    return JSON.createObjectNode()
        .put("name", setting.name())
        .put("type", setting.type())
        .put("rule", setting.rule())
        .put("required", setting.required())
        .put("default", setting.defaultValue().orElse(null))
        .put("value", setting.value().orElse(null));
  }

  private ObjectNode task(ServedTask task) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", task.name());
    ArrayNode backends = json.putArray("backends");
    task.backends().forEach(backends::add);
    json.put("backend", task.backend().orElse(null))
        .put("exact", task.givesUp().isEmpty())
        .put("gives_up", task.givesUp().orElse(null));
    ArrayNode flavors = json.putArray("flavors");
    task.flavors().forEach(flavor -> flavors.add(flavor(flavor)));
    ArrayNode parameters = json.putArray("parameters");
    task.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    DescribedType.of(task).forEach(type -> put(json, type));
    return json;
  }

  private static ObjectNode flavor(ServedFlavor flavor) {
    @Nullable Plan plan = flavor.plan().orElse(null);
    return JSON.createObjectNode()
        .put("flavor", ServedTasks.option(flavor.flavor()))
        .put("available", plan != null)
        .put("native", plan != null && plan.isNative())
        .put("source", plan == null ? null : ServedTasks.option(plan.source()))
        .put("buffers_input", plan != null && plan.buffersInput())
        .put("buffers_output", plan != null && plan.buffersOutput())
        .put("words", flavor.words());
  }

  private static ObjectNode parameter(ServedParameter parameter) {
    return JSON.createObjectNode()
        .put("name", parameter.name())
        .put("type", parameter.type())
        .put("rule", parameter.rule())
        .put("default", parameter.defaultValue().orElse(null));
  }

  private void put(ObjectNode task, DescribedType type) {
    ObjectNode side = task.withObjectProperty(type.side());
    if (!type.isThere()) {
      side.putNull(type.form());
      return;
    }
    ObjectNode json = side.putObject(type.form());
    json.put("class", type.payload().getName());
    json.put("message", type.schema().map(Schema::getFullName).orElse(null));
    if (schemas) {
      json.set("schema", type.schema().map(DescriptionJson::tree).orElse(null));
    }
  }

  private static JsonNode tree(Schema schema) {
    try {
      return JSON.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro wrote a schema that is no JSON", e);
    }
  }
}
