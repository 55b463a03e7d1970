package io.millrace.text;

import io.millrace.text.WordReader.Read;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What words say of a text.
 *
 * @param labels all labels, in their order
 * @param weights for words, and phrases of words, how much they say for which labels
 * @param negators words that turn what follows them
 * @param opposites for a label the one that its words say for when they are turned
 */
record Lexicon(
    List<String> labels,
    Map<List<String>, Map<String, Double>> weights,
    Set<String> negators,
    Map<String, String> opposites) {

  /** How many words before another a negator may stand. */
  private static final int REACH = 3;

  /** How many words the longest phrase has. */
  int longest() {
    return weights.keySet().stream().mapToInt(List::size).max().orElse(0);
  }

  /** How much a text says for each label. */
  double[] evidence(List<Read> text) {
    double[] evidence = new double[labels.size()];
    int longest = longest();
    int turned = 0;
    for (int at = 0; at < text.size(); ) {
      int length = phraseAt(text, at, longest);
      if (length > 0) {
        add(evidence, weights.getOrDefault(words(text, at, length), Map.of()), turned > 0);
        turned = Math.max(0, turned - length);
      } else {
        turned = turnedBehind(text.get(at), turned);
      }
      at += Math.max(1, length);
    }
    return evidence;
  }

  /** How many words more are turned, behind one that is in no list. */
  private int turnedBehind(Read read, int turned) {
    if (negators.contains(read.word())) {
      return REACH;
    }
    return read.endsClause() ? 0 : Math.max(0, turned - 1);
  }

  /** How many words the longest phrase has that begins at a place; 0 if there is none. */
  private int phraseAt(List<Read> text, int at, int longest) {
    for (int length = Math.min(longest, text.size() - at); length > 0; length--) {
      if (weights.containsKey(words(text, at, length))) {
        return length;
      }
    }
    return 0;
  }

  private static List<String> words(List<Read> text, int at, int length) {
    return text.subList(at, at + length).stream().map(Read::word).toList();
  }

  private void add(double[] evidence, Map<String, Double> said, boolean turned) {
    said.forEach((label, weight) -> {
      Optional<String> meant =
          turned ? Optional.ofNullable(opposites.get(label)) : Optional.of(label);
      meant.ifPresent(each -> evidence[labels.indexOf(each)] += weight);
    });
  }
}
