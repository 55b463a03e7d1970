package io.millrace.examples.multitask;

import static io.millrace.tasks.StandardTasks.LABELS;
import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.THRESHOLD;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Serving;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResults;
import java.util.List;
import java.util.Locale;

/**
 * One model that answers two tasks: it is asked in two ways, and its answers are read in two ways. The text is a whole to
 * it, so streams are assembled first and answered at their end.
 */
public final class MultiTaskModule {

  static final String ID = "multi-task-llm";
  static final String VERSION = "1.0.0";

  private static final List<String> MOODS = List.of("positive", "negative", "neutral");

  /** A model that writes words gives no score; that it was right is likely and no more. */
  private static final double SCORE = 0.8;

  private MultiTaskModule() {}

  /** The module over a generator; closing it closes that. */
  public static TaskModule over(
      ModuleRunner<String, String, GeneratedTextResult, GeneratedTextStreamResult> llm,
      Prompts prompts) {
    return TaskModule.named(ID, VERSION)
        .serves(TOKEN_CLASSIFICATION, as -> {
          as.unaryUnary((text, parameters) ->
                  entities(ask(llm, prompts.entities(), text), text, parameters))
              .reads(THRESHOLD, LABELS);
          declare(as, llm);
        })
        .serves(TEXT_CLASSIFICATION, as -> {
          as.unaryUnary(
                  (text, parameters) -> sentiment(ask(llm, prompts.sentiment(), text), parameters))
              .reads(THRESHOLD, LABELS);
          declare(as, llm);
        })
        .holds(llm)
        .build();
  }

  private static void declare(Serving<?, ?, ?, ?> as, ModuleRunner<?, ?, ?, ?> llm) {
    if (llm.deterministic()) {
      as.deterministic();
    }
  }

  private static String ask(
      ModuleRunner<String, String, GeneratedTextResult, ?> llm, String prompt, String text) {
    return llm.unaryUnary(Prompts.fill(prompt, text)).getGeneratedText();
  }

  private static TokenClassificationResults entities(
      String answer, String text, Parameters parameters) {
    return new TokenClassificationResults(
        EntityAnswer.read(answer, text).stream()
            .filter(result -> wanted(result.getEntity(), result.getScore(), parameters))
            .toList(),
        null);
  }

  private static ClassificationResults sentiment(String answer, Parameters parameters) {
    String said = answer.strip().toLowerCase(Locale.ROOT);
    return new ClassificationResults(MOODS.stream()
        .filter(said::startsWith)
        .filter(mood -> wanted(mood, SCORE, parameters))
        .map(mood -> new ClassificationResult(mood, SCORE))
        .toList());
  }

  private static boolean wanted(String label, double score, Parameters parameters) {
    List<String> labels = parameters.get(LABELS);
    return score >= parameters.get(THRESHOLD) && (labels.isEmpty() || labels.contains(label));
  }
}
