package io.millrace.tasks;

import io.millrace.core.Parameter;
import io.millrace.core.task.Task;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.schemas.TokenizationResults;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.List;

/** The standard tasks and their parameters. */
public final class StandardTasks {

  /** The least score a result needs; results at it are in. */
  public static final Parameter<Double> THRESHOLD = Parameter.ofDouble("threshold", 0.5, 0, 1);

  /** The only labels wanted; all of them if empty. */
  public static final Parameter<List<String>> LABELS = Parameter.ofStrings("labels", List.of());

  /** Labels spans of a text. Streamed, the results come in frames that cover the text without a gap. */
  public static final Task<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      TOKEN_CLASSIFICATION = Task.named("token-classification")
          .input(String.class, String.class)
          .output(TokenClassificationResults.class, TokenClassificationStreamResult.class)
          .inputTranslator(new TextTranslator())
          .outputTranslator(new TokenClassificationTranslator())
          .parameters(THRESHOLD, LABELS)
          .build();

  /** Labels a text as a whole. Streamed, each label is an element. */
  public static final Task<String, String, ClassificationResults, ClassificationResult>
      TEXT_CLASSIFICATION = Task.named("text-classification")
          .input(String.class, String.class)
          .output(ClassificationResults.class, ClassificationResult.class)
          .inputTranslator(new TextTranslator())
          .outputTranslator(new ClassificationTranslator())
          .parameters(THRESHOLD, LABELS)
          .build();

  /** Cuts a text into tokens. Streamed, the tokens come in frames that cover the text without a gap. */
  public static final Task<String, String, TokenizationResults, TokenizationStreamResult>
      TOKENIZATION = Task.named("tokenization")
          .input(String.class, String.class)
          .output(TokenizationResults.class, TokenizationStreamResult.class)
          .inputTranslator(new TextTranslator())
          .outputTranslator(new TokenizationTranslator())
          .build();

  /** Covers up spans of a text. Streamed, the pieces concatenated are the masked text. */
  public static final Task<String, String, String, String> TEXT_MASKING = Task.named("text-masking")
      .input(String.class, String.class)
      .output(String.class, String.class)
      .inputTranslator(new TextTranslator())
      .outputTranslator(new TextTranslator())
      .parameters(THRESHOLD, LABELS)
      .build();

  /** Generates a text from a prompt. Streamed, the pieces concatenated are the text. */
  public static final Task<String, String, GeneratedTextResult, GeneratedTextStreamResult>
      TEXT_GENERATION = Task.named("text-generation")
          .input(String.class, String.class)
          .output(GeneratedTextResult.class, GeneratedTextStreamResult.class)
          .inputTranslator(new TextTranslator())
          .outputTranslator(new GeneratedTextTranslator())
          .build();

  /**
   * Assembles the pieces of a text generated elsewhere. It has one flavour, stream → unary, for the whole is what is to be
   * had: {@link TextAssembly} serves it by text generation's own translator.
   */
  public static final Task<Void, GeneratedTextStreamResult, GeneratedTextResult, Void>
      TEXT_ASSEMBLY = Task.named("text-assembly")
          .input(Void.class, GeneratedTextStreamResult.class)
          .output(GeneratedTextResult.class, Void.class)
          .build();

  private StandardTasks() {}
}
