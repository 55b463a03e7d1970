package io.millrace.examples.chat;

import static io.millrace.examples.chat.ChatFields.FOUND;
import static io.millrace.examples.chat.ChatFields.HISTORY;
import static io.millrace.examples.chat.ChatFields.PROMPT;
import static io.millrace.examples.chat.ChatFields.SUMMARY;

import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Input;
import io.millrace.core.action.Request;
import io.millrace.core.action.State;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import java.util.List;

/**
 * What a conversation does with a prompt: a guard masks what is personal in it, or has it refused; the model answers, and the
 * turn is kept; before that, a history that has grown too long is summarised by the same model.
 *
 * <p>A request runs to the tag {@link #REPLY}. One that is cancelled or fails before its reply leaves no trace in the history.
 * A summary that fails leaves the history as it is, and the prompt is answered all the same.
 */
final class ChatGraph {

  /** The tag of the actions that end a request. */
  static final String REPLY = "reply";

  private ChatGraph() {}

  /** What asks a conversation. */
  static Request asking(String prompt) {
    return Request.until(Halt.afterTag(REPLY)).with(PROMPT, prompt);
  }

  /** The graph, with this model. */
  static Graph of(
      ModuleRunner<ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult> model,
      ChatRules rules) {
    Guard guard = Guard.open();
    return Graph.builder()
        .action("guard", guard(guard))
        .action("refuse", refuse(guard, rules).withTags(REPLY))
        .action("summarise", summarise(model, rules))
        .action("answer", answer(model, guard).withTags(REPLY))
        .transition(
            "guard",
            "refuse",
            Condition.when(
                "found what is refused", FOUND, found -> !rules.refusedOf(found).isEmpty()))
        .transition(
            "guard",
            "summarise",
            Condition.when(
                "more than " + rules.turns() + " turns",
                HISTORY,
                history -> history.size() > rules.turns()))
        .transition("guard", "answer")
        .transition("summarise", "answer")
        .onError("summarise", "answer")
        .transition("refuse", "guard")
        .onError("refuse", StalePromptException.class, "guard")
        .transition("answer", "guard")
        .onError("answer", StalePromptException.class, "guard")
        .entry("guard")
        .build();
  }

  private static Action<Void, String> guard(Guard guard) {
    return Action.of(String.class)
        .inputs(Input.required(PROMPT))
        .writes(PROMPT, FOUND)
        .run((state, inputs) -> {
          String prompt = inputs.get(PROMPT);
          String masked = guard.mask(prompt);
          return new Final<>(
              masked, state.update(PROMPT, masked).update(FOUND, guard.labels(prompt)));
        });
  }

  /** Says so as a model would that refuses by itself. */
  private static Action<GeneratedTextStreamResult, GeneratedTextResult> refuse(
      Guard guard, ChatRules rules) {
    return Action.of(GeneratedTextStreamResult.class, GeneratedTextResult.class)
        .inputs(Input.required(PROMPT))
        .reads(PROMPT, FOUND)
        .stream((state, inputs, out) -> {
      guard.requireLetThrough(inputs.get(PROMPT), state.get(PROMPT));
      String text = "I do not take prompts with "
          + String.join(", ", rules.refusedOf(state.get(FOUND))) + ".";
      out.accept(new GeneratedTextStreamResult(text, null, null, null));
      return new Final<>(
          new GeneratedTextResult(
              text, -1L, FinishReason.CONTENT_FILTER, null, null, null, null, null),
          state);
    });
  }

  private static Action<GeneratedTextStreamResult, GeneratedTextResult> summarise(
      ModuleRunner<ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult> model,
      ChatRules rules) {
    return Action.ofModule(model)
        .reads(SUMMARY, HISTORY)
        .writes(SUMMARY, HISTORY)
        .run(
            (state, inputs) -> Speech.shorten(state.get(SUMMARY), older(state, rules)),
            (summary, state) -> summarised(summary, state, rules));
  }

  private static List<Turn> older(State state, ChatRules rules) {
    List<Turn> history = state.get(HISTORY);
    return history.subList(0, history.size() - rules.leftBySummary());
  }

  /** A model that has nothing to say, or will not say it, takes nothing away. */
  private static State summarised(GeneratedTextResult summary, State state, ChatRules rules) {
    List<Turn> history = state.get(HISTORY);
    boolean refused = summary.getFinishReason() == FinishReason.CONTENT_FILTER;
    if (refused || summary.getGeneratedText().isBlank()) {
      return state.update(SUMMARY, state.get(SUMMARY)).update(HISTORY, history);
    }
    return state
        .update(SUMMARY, summary.getGeneratedText())
        .update(HISTORY, history.subList(older(state, rules).size(), history.size()));
  }

  private static Action<GeneratedTextStreamResult, GeneratedTextResult> answer(
      ModuleRunner<ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult> model,
      Guard guard) {
    return Action.ofModule(model)
        .inputs(Input.required(PROMPT))
        .reads(PROMPT, SUMMARY, HISTORY)
        .writes(HISTORY)
        .run(
            (state, inputs) -> {
              guard.requireLetThrough(inputs.get(PROMPT), state.get(PROMPT));
              return Speech.with(state.get(PROMPT), state);
            },
            (answer, state) ->
                state.append(HISTORY, new Turn(state.get(PROMPT), answer.getGeneratedText())));
  }
}
