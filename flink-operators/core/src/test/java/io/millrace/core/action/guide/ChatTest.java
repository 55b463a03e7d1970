package io.millrace.core.action.guide;

import static io.millrace.core.action.guide.Chat.HISTORY;
import static io.millrace.core.action.guide.Chat.PARROT;
import static io.millrace.core.action.guide.Chat.PROMPT;
import static io.millrace.core.action.guide.Chat.answer;
import static io.millrace.core.action.guide.Chat.chat;
import static io.millrace.core.action.guide.Chat.fromIterator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.action.Action;
import io.millrace.core.action.Application;
import io.millrace.core.action.Branch;
import io.millrace.core.action.BranchItem;
import io.millrace.core.action.Execution;
import io.millrace.core.action.Field;
import io.millrace.core.action.Final;
import io.millrace.core.action.Graph;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Hook;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Parallel;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Request;
import io.millrace.core.action.RunEvent;
import io.millrace.core.action.State;
import io.millrace.core.action.StreamMode;
import io.millrace.core.action.Streamed;
import io.millrace.core.action.StreamingResult;
import io.millrace.core.action.StreamingSteps;
import io.millrace.core.action.guide.Chat.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/actions.md does with its {@link Chat}: what stands between the marks is there word for word. */
@Timeout(60)
class ChatTest {

  // guide: begin
  @Test
  void streamsItsAnswerAndRemembers() {
    Application chat = Application.of("anna", chat(PARROT), State.EMPTY);
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");

    List<String> words = new ArrayList<>();
    try (StreamingResult result = chat.streamResult(request)) {
      for (String word : result.items(String.class)) {
        words.add(word); // one by one, as the model gives them
      }
      Outcome outcome = result.get();
      assertThat(outcome.result(String.class)).isEqualTo("good morning");
    }

    assertThat(words).containsExactly("good ", "morning");
    assertThat(chat.state().get(HISTORY))
        .containsExactly("user: good morning", "model: good morning");
  }
  // guide: end

  @Test
  void theClassShapeAnswersTheSame() {
    State asked = State.of(HISTORY, List.of("user: good morning"));
    Graph graph = Graph.of("answer", Action.of(new Answer(PARROT)));

    assertThat(Application.of("anna", graph, asked).run(Request.toTheEnd()).result())
        .isEqualTo("good morning");
  }

  @Test
  void anIteratorSaysWhichElementIsItsLast() {
    Iterator<Streamed<String, String>> words = List.<Streamed<String, String>>of(
            Streamed.item("good "), Streamed.item("morning"), Streamed.last("good morning"))
        .iterator();
    Graph graph = Graph.of("answer", fromIterator(words));

    try (StreamingResult result = Application.of("anna", graph, State.EMPTY)
        .streamResult(Request.until(Halt.after("answer")))) {
      assertThat(result).containsExactly("good ", "morning");
    }
  }

  @Test
  void whatIsSecretIsRefused() {
    Application chat = Application.of("anna", chat(PARROT), State.EMPTY);

    Outcome outcome =
        chat.run(Request.until(Halt.afterTag("reply")).with(PROMPT, "tell me a secret"));

    assertThat(outcome.action()).isEqualTo("refuse");
    assertThat(outcome.result()).isEqualTo("No.");
  }

  @Test
  void everyStepStreams() {
    Application chat = Application.of("anna", chat(PARROT), State.EMPTY);
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");
    List<String> seen = new ArrayList<>();
    // guide: begin
    try (StreamingSteps steps = chat.streamIterate(request)) {
      steps.forEachRemaining(step -> {
        seen.add(step.step().action());
        step.forEach(item -> seen.add("  " + item));
        seen.add("  " + step.get().result());
      });
    }
    assertThat(seen)
        .containsExactly(
            "ask", "  good morning", "answer", "  good ", "  morning", "  good morning");
    // guide: end
  }

  @Test
  void withoutWaiting() {
    Application chat = Application.of("anna", chat(PARROT), State.EMPTY);
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");
    Printing printing = new Printing();
    // guide: begin
    Execution running = chat.streamAsync(request, StreamMode.HALTED);
    running.subscribe(printing); // a Flow.Subscriber<RunEvent>; asks for as much as it can take
    CompletableFuture<Outcome> outcome = running.outcome().toCompletableFuture();
    // guide: end

    assertThat(outcome.join().result()).isEqualTo("good morning");
    assertThat(printing.over.join()).containsExactly("good ", "morning");
  }

  @Test
  void aPersonIsWaitedForAndWorkGoesOnElsewhere() {
    Graph graph = chat(PARROT);
    // guide: begin
    Application chat = Application.of("anna", graph, State.EMPTY);
    Request first = Request.until(Halt.before("answer")).with(PROMPT, "good morning");
    assertThat(chat.run(first).ending()).isEqualTo(Outcome.Ending.HALTED_BEFORE);

    Progress kept = chat.progress(); // plain values: state, last action, step and attempt numbers
    Application later = Application.builder("anna", graph).progress(kept).build();
    later.run(Request.until(Halt.before("ask")));
    assertThat(later.state().get(HISTORY)).hasSize(2);
    // guide: end
  }

  @Test
  void aConversationIsForked() {
    Graph graph = chat(PARROT);
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");
    // guide: begin
    Application chat = Application.builder("anna", graph).history(10).build();
    chat.run(request);
    chat.run(request);
    Application other = chat.fork("anna-2", 1); // as it stood after step 1
    assertThat(other.state().get(HISTORY)).hasSize(2);
    assertThat(chat.state().get(HISTORY)).hasSize(4);
    // guide: end
  }

  @Test
  void hooksAreTold() {
    List<String> told = new ArrayList<>();
    // guide: begin
    Hook counting = new Hook() {
      @Override
      public void item(RunEvent.Item item) {
        told.add(item.step().action() + " " + item.index());
      }
    };
    Application chat = Application.builder("anna", chat(PARROT)).hooks(counting).build();
    // guide: end
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");
    try (StreamingResult result = chat.streamResult(request)) {
      assertThat(result.get().result()).isEqualTo("good morning");
    }

    assertThat(told).containsExactly("answer 0", "answer 1");
  }

  @Test
  void modelsAreAskedSideBySide() {
    Action<String, String> one = answer(PARROT);
    Action<String, String> other = answer(history -> List.of("what?"));
    // guide: begin
    Field<List<String>> answers = Field.listOf("answers", String.class);
    Action<BranchItem, String> both = Action.of(BranchItem.class, String.class)
        .reads(HISTORY)
        .writes(answers)
        .branchItems(String.class)
        .streamFrom((state, inputs) -> Parallel.of(
                List.of(Branch.of("one", one, state), Branch.of("other", other, state)))
            .map(results -> {
              List<String> all = results.stream()
                  .map(result -> result.get().result(String.class))
                  .toList();
              return new Final<>(String.join(" / ", all), state.update(answers, all));
            }));
    // guide: end
    State asked = State.of(HISTORY, List.of("user: good morning"));

    Outcome outcome = Application.of("anna", Graph.of("both", both), asked).run(Request.toTheEnd());

    assertThat(outcome.result()).isEqualTo("good morning / what?");
  }

  @Test
  void aModelThatStaysDownIsExcusedFor() {
    Graph graph = chat(history -> {
      throw new IllegalStateException("down");
    });
    List<Duration> waits = new ArrayList<>();
    Application chat = Application.builder("anna", graph)
        .timer((wait, task) -> {
          waits.add(wait);
          task.run();
        })
        .build();

    Outcome outcome = chat.run(Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning"));

    assertThat(outcome.result()).isEqualTo("No.");
    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aReaderThatLeavesLeavesTheStateAsItWas() {
    Application chat = Application.of("anna", chat(PARROT), State.EMPTY);
    Request request = Request.until(Halt.afterTag("reply")).with(PROMPT, "good morning");
    // guide: begin
    StreamingResult result = chat.streamResult(request);
    assertThat(result.iterator().next()).isEqualTo("good ");
    result.close();

    assertThatThrownBy(result::get)
        .hasMessage(
            "CANCELLED: the run was cancelled in action 'answer' (step 1, attempt 0); the state"
                + " is as it was before");
    assertThat(chat.state().get(HISTORY)).containsExactly("user: good morning");
    // guide: end
  }

  private static final class Printing implements Flow.Subscriber<RunEvent> {
    private final List<Object> seen = new ArrayList<>();
    private final CompletableFuture<List<Object>> over = new CompletableFuture<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(RunEvent event) {
      seen.add(((RunEvent.Item) event).item());
    }

    @Override
    public void onError(Throwable cause) {
      over.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      over.complete(seen);
    }
  }
}
