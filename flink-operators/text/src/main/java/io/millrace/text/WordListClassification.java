package io.millrace.text;

import static java.util.stream.Collectors.toSet;

import io.millrace.core.task.TaskModule;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Labels a text by the words in it: sentiments, topics, whatever lists of words tell apart.
 *
 * <p>A label's score is the sum of the weights of its words in the text, divided by the sum over all labels plus one. So one
 * word of weight 1 that nothing speaks against scores .5, two score .67, and a text that speaks for two labels alike is under
 * the default threshold for both. Of phrases that begin at one word the longest counts, and its words count for nothing else.
 *
 * <p>A word up to three words behind a negator, with no punctuation between, counts for its label's opposite, or for nothing
 * if the label has none.
 *
 * <p>It knows words, and nothing else: no irony, no grammar (what is not within three words is not negated), no inflection
 * (each form must be in the list), no word of two meanings. A word of a script without spaces is found where ICU's dictionary
 * cuts it out of the text as it does by itself. It suits coarse routing and counting, not decisions about single texts.
 *
 * <p>It sees whole texts: use {@link SpanClassification#ofTexts} to have each sentence of a stream labelled as it is
 * complete. {@code threshold} and {@code labels} choose among the results, which come in the order of their scores; an unknown
 * label is {@code INVALID_ARGUMENT}.
 */
public final class WordListClassification {

  static final String ID = "word-list-classification";
  static final String VERSION = "1.0.0";

  private WordListClassification() {}

  /** Begins a module without any words. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A small list of English words, labelled POSITIVE and NEGATIVE, with negators: some three hundred that are plain in most
   * contexts, chosen by hand and measured against nothing. For more than a first look bring a list of your own.
   */
  public static TaskModule englishSentiment() {
    return builder().withEnglishSentiment().module();
  }

  /** Collects the words. */
  public static final class Builder {
    private final Map<String, Map<String, Double>> words = new LinkedHashMap<>();
    private final Map<String, String> opposites = new LinkedHashMap<>();
    private final List<String> negators = new ArrayList<>();
    private Locale locale = Locale.ROOT;

    private Builder() {}

    /** Words, and phrases of words, that say 1 each for a label; without regard to case. A word may be in many labels' lists. */
    public Builder words(String label, Collection<String> all) {
      all.forEach(word -> word(label, word, 1));
      return this;
    }

    /**
     * One word, or a phrase of words, and how much it says for a label.
     *
     * @throws IllegalArgumentException if there is no letter, digit or emoji in it, or the weight is not over 0 and up to 100
     */
    public Builder word(String label, String word, double weight) {
      if (label.isBlank()) {
        throw new IllegalArgumentException("a label must not be blank");
      }
      if (!(weight > 0 && weight <= 100)) {
        throw new IllegalArgumentException(
            "a weight must be over 0 and up to 100 but that of \"" + word + "\" was " + weight);
      }
      words.computeIfAbsent(label, any -> new LinkedHashMap<>()).put(word, weight);
      return this;
    }

    /**
     * The lines of a list: each a word, or a phrase of words, alone or with a tab and its weight behind it. Blank lines, and
     * those that begin with #, say nothing.
     *
     * @throws IllegalArgumentException if a line is not like that
     */
    public Builder lines(String label, Collection<String> lines) {
      WordLines.read(lines).forEach((word, weight) -> word(label, word, weight));
      return this;
    }

    /** The words, opposites and negators of {@link WordListClassification#englishSentiment}. */
    Builder withEnglishSentiment() {
      return lines("POSITIVE", WordLines.builtIn("english-positive.txt"))
          .lines("NEGATIVE", WordLines.builtIn("english-negative.txt"))
          .opposites("POSITIVE", "NEGATIVE")
          .negators(WordLines.builtIn("english-negators.txt"));
    }

    /** Words that turn the words behind them. */
    public Builder negators(Collection<String> all) {
      negators.addAll(all);
      return this;
    }

    /** Has words of either label speak for the other when they are turned. */
    public Builder opposites(String label, String other) {
      opposites.put(label, other);
      opposites.put(other, label);
      return this;
    }

    /** Reads words by the rules for a language, in place of those for all. */
    public Builder locale(Locale language) {
      locale = language;
      return this;
    }

    /**
     * The module.
     *
     * @throws IllegalArgumentException if there are no words, or an opposite has none
     */
    public TaskModule module() {
      WordReader reader = new WordReader(locale);
      WordListClassifier classifier = new WordListClassifier(lexicon(reader), reader);
      return TaskModule.named(ID, VERSION)
          .serves(
              StandardTasks.TEXT_CLASSIFICATION,
              as -> as.unaryUnary(classifier)
                  .reads(StandardTasks.THRESHOLD, StandardTasks.LABELS)
                  .deterministic())
          .build();
    }

    private Lexicon lexicon(WordReader reader) {
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a module of word lists must have words");
      }
      if (!words.keySet().containsAll(opposites.keySet())) {
        throw new IllegalArgumentException("opposites must be among the labels " + words.keySet()
            + " but were " + opposites.keySet());
      }
      Map<List<String>, Map<String, Double>> weights = new HashMap<>();
      words.forEach((label, ofLabel) -> ofLabel.forEach((word, weight) -> weights
          .computeIfAbsent(checked(word, reader), any -> new LinkedHashMap<>())
          .put(label, weight)));
      Set<String> turning =
          negators.stream().flatMap(word -> checked(word, reader).stream()).collect(toSet());
      return new Lexicon(List.copyOf(words.keySet()), weights, turning, Map.copyOf(opposites));
    }

    private static List<String> checked(String word, WordReader reader) {
      List<String> read = reader.words(word);
      if (read.isEmpty()) {
        throw new IllegalArgumentException(
            "a word must have a letter, a digit or an emoji but was \"" + word + "\"");
      }
      return read;
    }
  }
}
