package io.millrace.opennlp;

import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Segmenter;
import io.millrace.text.SentenceSegmenter;
import io.millrace.text.SpanClassification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.tokenize.SimpleTokenizer;
import opennlp.tools.tokenize.Tokenizer;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/**
 * Finds names by a name finder model of Apache OpenNLP, in each sentence by itself as soon as the sentence is complete. A
 * name's label is its type in the model ({@code person}; {@code default} for a model without types), its score the mean
 * probability of its tokens.
 *
 * <p>A model reads sentences cut into tokens, and finds most if both are cut as in its training. Unless told otherwise
 * sentences are those of {@link SentenceSegmenter}, trimmed, and tokens those of OpenNLP's simple tokenizer. OpenNLP's finders
 * remember names from sentence to sentence: here they are made to forget, so that an answer depends on its sentence only.
 *
 * <p>Models of several types, one a file, are brought together by {@link io.millrace.text.Merging}.
 *
 * <p>The module may serve many requests at a time: each sentence has a finder of its own for as long as it is read.
 */
public final class OpenNlpNames {

  static final String ID = "opennlp-names";
  static final String VERSION = "1.0.0";

  private final TokenNameFinderModel model;
  private final TokenizerSource tokenizers;
  private final Segmenter sentences;

  private OpenNlpNames(
      TokenNameFinderModel model, TokenizerSource tokenizers, Segmenter sentences) {
    this.model = model;
    this.tokenizers = tokenizers;
    this.sentences = sentences;
  }

  /** Makes what may serve one sentence at a time. */
  interface TokenizerSource {
    Tokenizer tokenizer();
  }

  /** Names by a model. */
  public static OpenNlpNames of(TokenNameFinderModel model) {
    return new OpenNlpNames(
        model, () -> SimpleTokenizer.INSTANCE, SentenceSegmenter.standard().trimmed());
  }

  /**
   * Names by the model in a file.
   *
   * @throws IOException if it cannot be read, or is not such a model, naming the file
   */
  public static OpenNlpNames load(Path file) throws IOException {
    try (InputStream model = Files.newInputStream(file)) {
      return of(read(model));
    } catch (IOException e) {
      throw new IOException("no name finder model could be read from " + file, e);
    }
  }

  /**
   * Names by the model in a stream, which stays open.
   *
   * @throws IOException if it cannot be read, or is not such a model
   */
  public static OpenNlpNames load(InputStream model) throws IOException {
    return of(read(model));
  }

  /** OpenNLP says of some bytes that they are no model, and of others that there is a null. */
  private static TokenNameFinderModel read(InputStream model) throws IOException {
    try {
      return new TokenNameFinderModel(model);
    } catch (RuntimeException e) {
      throw new IOException("the bytes must be a model of OpenNLP's but were not", e);
    }
  }

  /** The same with tokens as a model of OpenNLP's learned tokenizer cuts them. */
  public OpenNlpNames withTokenizer(TokenizerModel tokenizer) {
    return new OpenNlpNames(model, () -> new TokenizerME(tokenizer), sentences);
  }

  /** The same with other sentences. */
  public OpenNlpNames withSentences(Segmenter segmenter) {
    return new OpenNlpNames(model, tokenizers, segmenter);
  }

  /** The module, for token classification. */
  public TaskModule module() {
    SentenceNames names = new SentenceNames(model, tokenizers);
    TaskModule ofSentence = TaskModule.named("opennlp-sentence-names", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary((sentence, parameters) -> names.in(sentence)).deterministic())
        .build();
    ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
        bySentence = runner(SpanClassification.ofTokens(sentences, runner(ofSentence)));
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.streamStream(bySentence.streamStream())
                .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS)
                .deterministic())
        .holds(bySentence)
        .build();
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(TaskModule module) {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(module);
  }
}
