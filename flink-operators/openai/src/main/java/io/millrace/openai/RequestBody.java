package io.millrace.openai;

import static io.millrace.tasks.StandardTasks.FREQUENCY_PENALTY;
import static io.millrace.tasks.StandardTasks.MAX_TOKENS;
import static io.millrace.tasks.StandardTasks.PRESENCE_PENALTY;
import static io.millrace.tasks.StandardTasks.SEED;
import static io.millrace.tasks.StandardTasks.STOP;
import static io.millrace.tasks.StandardTasks.TEMPERATURE;
import static io.millrace.tasks.StandardTasks.TOP_P;

import com.openai.core.JsonValue;
import io.millrace.core.Parameter;
import io.millrace.core.Parameters;
import io.millrace.tasks.StandardTasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request says beside its prompt, in the words that all servers share. */
final class RequestBody {

  /**
   * A request is one text here: several answers to it would be several requests ({@code id#1}), and a module's output
   * cannot name another than the one it was asked with.
   */
  static final Parameter<Long> ONE_CHOICE = StandardTasks.CHOICES.within(
      n -> n == 1, "1, as a request gets one text (send a request for each answer wanted)");

  static final Parameter<?>[] READ = {
    TEMPERATURE, TOP_P, MAX_TOKENS, STOP, SEED, ONE_CHOICE, FREQUENCY_PENALTY, PRESENCE_PENALTY
  };

  /** What is sent as it was given, if it was given. */
  private static final List<Parameter<?>> PLAIN =
      List.of(TEMPERATURE, TOP_P, MAX_TOKENS, SEED, FREQUENCY_PENALTY, PRESENCE_PENALTY);

  private RequestBody() {}

  static Map<String, JsonValue> of(OpenAiSettings settings, Parameters parameters) {
    Map<String, JsonValue> body = new LinkedHashMap<>();
    settings
        .extra()
        .ifPresent(extra -> extra
            .properties()
            .forEach(field -> body.put(field.getKey(), JsonValue.fromJsonNode(field.getValue()))));
    for (Parameter<?> parameter : PLAIN) {
      parameters
          .find(parameter)
          .ifPresent(value -> body.put(parameter.name(), JsonValue.from(value)));
    }
    List<String> stop = parameters.get(STOP);
    if (!stop.isEmpty()) {
      body.put(STOP.name(), JsonValue.from(stop));
    }
    return body;
  }
}
