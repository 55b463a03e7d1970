package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.Counter;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What must come out of {@link KeptJob}, by plain Java, and of that what is out when it is stopped in the middle. */
final class KeptJobAnswers {

  private KeptJobAnswers() {}

  /** Comes back when a job that is held waits in the middle of its texts, prompts and calls, and what ends before has ended. */
  static void awaitMiddle() throws InterruptedException {
    for (int i = 0; i < KeptJob.TEXTS; i++) {
      String request = "text-" + i;
      Tap.<Message<?>>await("entities", message -> message.requestId().equals(request));
      Tap.<Message<?>>await("masked", message -> message.requestId().equals(request));
    }
    Tap.<Message<String>>await(
        "generated", message -> message.last() && message.requestId().equals("prompt-0"));
    Tap.<Message<String>>await("generated", isAt("prompt-1", 1));
    Tap.<Message<String>>await("generated", isAt("prompt-2", 1));
    Tap.<ActionEnd>await("ends", end -> end.requestId().equals("call-0"));
    Tap.<ActionEnd>await("ends", end -> end.requestId().equals("call-1"));
    Tap.<Message<ActionItem>>await("items", isAt("call-2", 0));
  }

  /** That a job went on from the middle of its requests, and all that came out before and after is right. */
  static void assertRightAndUnderWayBefore() throws Exception {
    assertWasUnderWay();
    assertTexts();
    assertPrompts();
    assertCalls();
  }

  private static <T> Predicate<Message<T>> isAt(String request, long sequence) {
    return message -> message.requestId().equals(request) && message.sequence() == sequence;
  }

  /** No text had ended, one prompt of three, two calls of three. */
  private static void assertWasUnderWay() {
    assertThat(Tap.<Message<String>>restored("masked")).isNotEmpty().noneMatch(Message::last);
    assertThat(Tap.<Message<TokenClassificationStreamResult>>restored("entities"))
        .isNotEmpty()
        .noneMatch(Message::last);
    assertThat(Tap.restored("whole")).isEmpty();
    assertThat(Tap.<Message<String>>restored("generated"))
        .anyMatch(isAt("prompt-1", 1))
        .filteredOn(Message::last)
        .extracting(Message::requestId)
        .containsExactly("prompt-0");
    assertThat(Tap.<Message<ActionItem>>restored("items")).anyMatch(isAt("call-2", 0));
    assertThat(Tap.<ActionEnd>restored("ends"))
        .extracting(ActionEnd::requestId)
        .containsExactlyInAnyOrder("call-0", "call-1");
  }

  private static void assertTexts() throws Exception {
    Answers<TokenClassificationStreamResult> entities = whole("entities", KeptJob.TEXTS);
    Answers<String> masked = whole("masked", KeptJob.TEXTS);
    Answers<String> texts = whole("whole", KeptJob.TEXTS);
    try (var finding = KeptJob.entities();
        var masking = KeptJob.masking()) {
      for (int i = 0; i < KeptJob.TEXTS; i++) {
        String request = "text-" + i;
        List<String> pieces = KeptJob.pieces(i);
        String answer = masking.unaryUnary(KeptJob.text(i));
        assertThat(entities.elements(request))
            .isEqualTo(finding.streamStream(pieces.stream()).toList());
        assertThat(masked.elements(request))
            .isEqualTo(masking.streamStream(pieces.stream()).toList());
        assertThat(String.join("", masked.elements(request))).isEqualTo(answer);
        assertThat(texts.elements(request)).containsExactly(answer);
      }
    }
  }

  private static void assertPrompts() {
    Answers<String> generated = whole("generated", KeptJob.OTHERS);
    for (int i = 0; i < KeptJob.OTHERS; i++) {
      assertThat(generated.elements("prompt-" + i)).isEqualTo(KeptJob.words(KeptJob.prompt(i)));
    }
  }

  /** Each call takes two steps of its application, and each step counts. */
  private static void assertCalls() {
    Answers<ActionItem> items = whole("items", KeptJob.OTHERS);
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> expected = new TreeMap<>();
    for (ActionEnd end : Tap.<ActionEnd>seen("ends")) {
      assertThat(counts.put(end.requestId(), end.get(Counter.COUNT).orElseThrow()))
          .isNull();
    }
    for (int i = 0; i < KeptJob.OTHERS; i++) {
      expected.put("call-" + i, 2L * (1 + i / KeptJob.APPLICATIONS));
      assertThat(items.elements("call-" + i)).hasSize(1);
    }
    assertThat(counts).isEqualTo(expected);
  }

  private static <T> Answers<T> whole(String output, int requests) {
    Answers<T> answers = Answers.of(Tap.<Message<T>>seen(output));
    answers.assertWellFormed();
    assertThat(answers.byRequest()).as(output).hasSize(requests);
    answers
        .byRequest()
        .keySet()
        .forEach(request -> assertThat(answers.status(request)).as(request).isEqualTo(Status.OK));
    return answers;
  }
}
