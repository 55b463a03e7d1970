package io.millrace.opennlp;

import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.tokenize.Tokenizer;
import opennlp.tools.util.Span;

/** Finds the names in one sentence at a time. */
record NameReader(NameFinderME finder, Tokenizer tokenizer) {

  TokenClassificationResults read(String sentence) {
    List<Span> tokens = tokens(sentence);
    if (tokens.isEmpty()) {
      return new TokenClassificationResults(List.of(), null);
    }
    String[] words = tokens.stream()
        .map(token -> sentence.substring(token.getStart(), token.getEnd()))
        .toArray(String[]::new);
    // What the finder remembers of earlier sentences would make an answer depend on them.
    finder.clearAdaptiveData();
    Span[] names = finder.find(words);
    double[] scores = finder.probs(names);
    List<TokenClassificationResult> results = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      results.add(result(sentence, tokens, names[i], scores[i]));
    }
    return new TokenClassificationResults(results, null);
  }

  /** The tokens, none of which begins or ends within a surrogate pair: tokenizers look at UTF-16 units. */
  private List<Span> tokens(String sentence) {
    List<Span> tokens = new ArrayList<>();
    int from = -1;
    for (Span token : tokenizer.tokenizePos(sentence)) {
      from = from < 0 ? token.getStart() : from;
      if (!splitsPair(sentence, token.getEnd())) {
        tokens.add(new Span(from, token.getEnd()));
        from = -1;
      }
    }
    return tokens;
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }

  private static TokenClassificationResult result(
      String sentence, List<Span> tokens, Span name, double score) {
    int from = tokens.get(name.getStart()).getStart();
    int to = tokens.get(name.getEnd() - 1).getEnd();
    long start = sentence.codePointCount(0, from);
    String word = sentence.substring(from, to);
    return new TokenClassificationResult(
        start,
        start + word.codePointCount(0, word.length()),
        word,
        name.getType(),
        null,
        Math.min(1, Math.max(0, score)),
        (long) name.length());
  }
}
