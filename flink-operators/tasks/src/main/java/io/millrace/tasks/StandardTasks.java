package io.millrace.tasks;

import io.millrace.core.Parameter;
import io.millrace.core.task.Task;
import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
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

  /** How freely a model draws its words; at 0 it takes the likeliest. Without it the model's own default holds. */
  public static final Parameter<Double> TEMPERATURE =
      Parameter.ofDouble("temperature", 1, 0, 2).withoutDefault();

  /** Only the likeliest tokens that together have this probability are drawn. Without it the model's own default holds. */
  public static final Parameter<Double> TOP_P =
      Parameter.ofDouble("top_p", 1, 0, 1).withoutDefault();

  /** The most tokens to generate. Without it the model's own limit holds. */
  public static final Parameter<Long> MAX_TOKENS =
      Parameter.ofLong("max_tokens", 1, 1, Integer.MAX_VALUE).withoutDefault();

  /** Texts at which generating stops; the one that was met is not part of the text. None of them is empty. */
  public static final Parameter<List<String>> STOP = Parameter.ofStrings("stop", List.of())
      .within(
          texts -> texts.stream().noneMatch(String::isEmpty), "a list of texts that are not empty");

  /** What a model draws with, so that it may draw the same again. Without it every request is drawn anew. */
  public static final Parameter<Long> SEED =
      Parameter.ofLong("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE).withoutDefault();

  /** How many answers are wanted. A module whose request is one text takes 1 only. */
  public static final Parameter<Long> CHOICES = Parameter.ofLong("n", 1, 1, 128);

  /** Makes tokens less likely the more often they are there already. */
  public static final Parameter<Double> FREQUENCY_PENALTY =
      Parameter.ofDouble("frequency_penalty", 0, -2, 2).withoutDefault();

  /** Makes tokens less likely that are there already. */
  public static final Parameter<Double> PRESENCE_PENALTY =
      Parameter.ofDouble("presence_penalty", 0, -2, 2).withoutDefault();

  /** What all generating tasks may be told. */
  private static final Parameter<?>[] GENERATION = {
    TEMPERATURE, TOP_P, MAX_TOKENS, STOP, SEED, CHOICES, FREQUENCY_PENALTY, PRESENCE_PENALTY
  };

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
          .outputTranslator(new GeneratedTextTranslator<>())
          .parameters(GENERATION)
          .build();

  /** Goes on with a conversation. Streamed, the messages come one by one, and the pieces concatenated are the answer. */
  public static final Task<
          ChatMessages, ChatMessage, GeneratedTextResult, GeneratedTextStreamResult>
      CHAT = Task.named("chat")
          .input(ChatMessages.class, ChatMessage.class)
          .output(GeneratedTextResult.class, GeneratedTextStreamResult.class)
          .inputTranslator(new ChatTranslator())
          .outputTranslator(new GeneratedTextTranslator<>())
          .parameters(GENERATION)
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
