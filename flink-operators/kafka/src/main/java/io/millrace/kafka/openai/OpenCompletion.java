package io.millrace.kafka.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a completion under way. Public, as Flink stores it.
 *
 * @param id the completion's id
 * @param attempt its attempt
 * @param headers what its first record said travels with it
 * @param parameters the parameters in its first record, as they came; empty for none
 * @param choices those of its choices of which something must be remembered
 */
public record OpenCompletion(
    String id,
    int attempt,
    Map<String, String> headers,
    String parameters,
    List<OpenChoice> choices) {

  OpenChoice choice(int index) {
    return choices.stream()
        .filter(choice -> choice.index() == index)
        .findFirst()
        .orElseGet(() -> OpenChoice.begin(index));
  }

  boolean knows(int index) {
    return choices.stream().anyMatch(choice -> choice.index() == index);
  }

  /** Whether texts that begin later are to be told what the first record said. */
  boolean bequeaths() {
    return !headers.isEmpty() || !parameters.isEmpty();
  }

  OpenCompletion with(OpenChoice choice) {
    List<OpenChoice> changed = new ArrayList<>(without(choice.index()).choices);
    changed.add(choice);
    return new OpenCompletion(id, attempt, headers, parameters, changed);
  }

  OpenCompletion without(int index) {
    return new OpenCompletion(
        id,
        attempt,
        headers,
        parameters,
        choices.stream().filter(choice -> choice.index() != index).toList());
  }
}
