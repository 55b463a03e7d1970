package io.millrace.opennlp;

import io.millrace.schemas.TokenClassificationResults;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;

/**
 * Finds the names in sentences, many at a time: OpenNLP's finders serve one at a time and are dear to make, so that those at
 * rest are kept. There are never more than sentences were read at one time.
 */
final class SentenceNames {

  private final Queue<NameReader> atRest = new ConcurrentLinkedQueue<>();
  private final TokenNameFinderModel model;
  private final OpenNlpNames.TokenizerSource tokenizers;

  SentenceNames(TokenNameFinderModel model, OpenNlpNames.TokenizerSource tokenizers) {
    this.model = model;
    this.tokenizers = tokenizers;
  }

  /** The names in a sentence. A reader that fails is not used again. */
  TokenClassificationResults in(String sentence) {
    NameReader rested = atRest.poll();
    NameReader reader =
        rested == null ? new NameReader(new NameFinderME(model), tokenizers.tokenizer()) : rested;
    TokenClassificationResults names = reader.read(sentence);
    atRest.add(reader);
    return names;
  }
}
