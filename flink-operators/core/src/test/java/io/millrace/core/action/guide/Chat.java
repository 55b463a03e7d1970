package io.millrace.core.action.guide;

import io.millrace.core.action.Action;
import io.millrace.core.action.Condition;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Input;
import io.millrace.core.action.Inputs;
import io.millrace.core.action.Retry;
import io.millrace.core.action.State;
import io.millrace.core.action.Streamed;
import io.millrace.core.action.Streaming;
import io.millrace.core.action.StreamingAction;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The chat that docs/actions.md builds: what stands between the marks is there word for word. */
final class Chat {

  private Chat() {}

  /** Answers in words, like a model server. */
  interface Model {
    Iterable<String> words(List<String> history);
  }

  static final Model PARROT = history -> Stream.of(
          history.get(history.size() - 1).replaceFirst("user: ", "").split("(?<= )"))
      .toList();

  // guide: begin
  static final Field<String> PROMPT = Field.ofString("prompt");
  static final Field<List<String>> HISTORY = Field.listOf("history", String.class);

  /** Takes the prompt of a request. */
  static Action<Void, String> ask() {
    return Action.of(String.class)
        .inputs(Input.required(PROMPT))
        .writes(PROMPT, HISTORY)
        .run((state, inputs) -> {
          String prompt = inputs.get(PROMPT);
          State next = state.update(PROMPT, prompt).append(HISTORY, "user: " + prompt);
          return new Final<>(prompt, next);
        });
  }

  /** Gives each word as it comes, and in the end the whole answer. */
  static Action<String, String> answer(Model model) {
    return Action.of(String.class, String.class).reads(HISTORY).writes(HISTORY).stream(
        (state, inputs, out) -> {
          StringBuilder whole = new StringBuilder();
          for (String word : model.words(state.get(HISTORY))) {
            out.accept(word);
            whole.append(word);
          }
          return new Final<>(whole.toString(), state.append(HISTORY, "model: " + whole));
        });
  }

  static Action<Void, String> refuse() {
    return Action.of(String.class)
        .writes(HISTORY)
        .run((state, inputs) -> new Final<>("No.", state.append(HISTORY, "model: No.")));
  }
  // guide: end

  // guide: begin
  record Answer(Model model) implements StreamingAction<String, String> {
    @Override
    public Class<String> itemType() {
      return String.class;
    }

    @Override
    public Class<String> resultType() {
      return String.class;
    }

    @Override
    public List<Field<?>> reads() {
      return List.of(HISTORY);
    }

    @Override
    public List<Field<?>> writes() {
      return List.of(HISTORY);
    }

    @Override
    public String streamRun(State state, Inputs inputs, Consumer<? super String> out) {
      StringBuilder whole = new StringBuilder();
      for (String word : model.words(state.get(HISTORY))) {
        out.accept(word);
        whole.append(word);
      }
      return whole.toString();
    }

    @Override
    public State update(String result, State state) {
      return state.append(HISTORY, "model: " + result);
    }
  }
  // guide: end

  // guide: begin
  static Action<String, String> fromIterator(Iterator<Streamed<String, String>> words) {
    return Action.of(String.class, String.class)
        .writes(HISTORY)
        .streamFrom((state, inputs) -> Streaming.iterating(() -> words)
            .map(whole -> new Final<>(whole, state.append(HISTORY, whole))));
  }
  // guide: end

  // guide: begin
  static Graph chat(Model model) {
    return Graph.builder()
        .action("ask", ask())
        .action("refuse", refuse().withTags("reply"))
        .action("answer", answer(model).withTags("reply").withRetry(Retry.attempts(3)))
        .transition(
            "ask", "refuse", Condition.when("secret", PROMPT, text -> text.contains("secret")))
        .transition("ask", "answer")
        .transition("refuse", "ask")
        .transition("answer", "ask")
        .onError("answer", "refuse")
        .entry("ask")
        .build();
  }
  // guide: end
}
