package io.millrace.core.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TypedStateTest {

  record Chat(@Nullable String prompt, List<String> history, long turns, boolean done) {
    Chat {
      history = Objects.requireNonNullElse(history, List.of());
    }
  }

  private static final TypedState<Chat> CHAT = TypedState.of(Chat.class);

  @Test
  void aRecordIsAStateOfItsComponents() {
    Chat chat = new Chat("hi", List.of("hello"), 3, true);

    State state = CHAT.state(chat);

    assertThat(state).hasToString("{done=true, history=[hello], prompt=hi, turns=3}");
    assertThat(CHAT.from(state)).isEqualTo(chat);
    assertThat(state.get(CHAT.field(Field.ofLong("turns")))).isEqualTo(3);
  }

  @Test
  void whatIsNotThereIsNullOrZero() {
    assertThat(CHAT.from(State.EMPTY)).isEqualTo(new Chat(null, List.of(), 0, false));
    assertThat(CHAT.state(new Chat(null, List.of(), 0, false)).names())
        .containsExactly("done", "history", "turns");
  }

  @Test
  void aComponentThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> CHAT.field(Field.ofLong("prompt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Chat has no component 'prompt: Long'; it has [prompt: String, history: list of"
            + " String, turns: Long, done: Boolean]");
  }

  @Test
  void anActionReadsAndWritesTheWholeRecord() {
    Action<String, String> answer =
        Action.of(String.class, String.class).reads(CHAT.fields()).writes(CHAT.fields()).stream(
            (state, inputs, out) -> {
              Chat chat = CHAT.from(state);
              String text = "to " + chat.prompt();
              out.accept(text);
              Chat next = new Chat(null, List.of(text), chat.turns() + 1, false);
              return new Final<>(text, CHAT.into(state, next));
            });
    Application application = Application.of(
        "app", Graph.of("answer", answer), CHAT.state(new Chat("hi", List.of(), 0, false)));

    application.run(Request.toTheEnd());

    assertThat(CHAT.from(application.state()))
        .isEqualTo(new Chat(null, List.of("to hi"), 1, false));
  }

  @Test
  void anActionThatWritesLessIsRefusedWhatElseItChanges() {
    Field<Long> turns = Field.ofLong("turns");
    ActionBuilder.Plain<Long> declared =
        Action.of(Long.class).reads(CHAT.fields()).writes(turns);
    State begin = CHAT.state(new Chat("hi", List.of(), 0, false));
    Action<Void, Long> counting = declared.run((state, inputs) -> {
      Chat chat = CHAT.from(state);
      Chat next = new Chat(chat.prompt(), chat.history(), chat.turns() + 1, chat.done());
      return new Final<>(next.turns(), CHAT.into(state, next));
    });
    Action<Void, Long> ending = Action.of(Long.class)
        .reads(CHAT.fields())
        .writes(turns)
        .run((state, inputs) ->
            new Final<>(1L, CHAT.into(state, new Chat("hi", List.of(), 1, true))));

    assertThat(Application.of("app", Graph.of("count", counting), begin)
            .run(Request.toTheEnd())
            .state())
        .isEqualTo(begin.update(turns, 1L));
    assertThatThrownBy(
            () -> Application.of("app", Graph.of("end", ending), begin).run(Request.toTheEnd()))
        .hasMessageEndingWith(
            "action 'end' does not declare to write field 'done'; it writes turns");
  }

  @Test
  void aRecordOfWhatCanBeChangedIsRefused() {
    record Loose(Map<String, StringBuilder> texts) {}

    assertThatThrownBy(() -> TypedState.of(Loose.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "an entry of field 'texts' must be of a class whose values nobody can" + " change");
  }
}
