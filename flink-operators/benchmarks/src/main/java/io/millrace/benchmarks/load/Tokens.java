package io.millrace.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Pieces of text as a language model writes them: mostly a blank and a word, sometimes the rest of a word, a comma or the end of a
 * sentence. The same ones in each run.
 */
final class Tokens {

  /** A power of two, so that a mask finds the next. */
  private static final int COUNT = 8192;

  private static final long SEED = 20_260_501L;

  private static final List<String> WORDS = List.of(
      " the",
      " of",
      " and",
      " to",
      " a",
      " in",
      " that",
      " is",
      " for",
      " it",
      " with",
      " as",
      " was",
      " on",
      " by",
      " this",
      " from",
      " order",
      " customer",
      " please",
      " account",
      " details",
      " shipment",
      " number",
      " will",
      " be",
      " sent",
      " tomorrow",
      " morning",
      " because",
      " payment",
      " could",
      " not",
      " processed",
      " yesterday",
      " agent",
      " called",
      " about",
      " refund",
      " invoice",
      " delivery",
      " address",
      " between",
      " hours",
      " office",
      " manager",
      " contract",
      " question",
      " answer",
      " received");

  private static final List<String> PARTS =
      List.of("ing", "ed", "s", "ly", "er", "tion", ",", ".", "'s", "-", "able", "ment", ":", " ");

  private Tokens() {}

  static String[] words() {
    SplittableRandom random = new SplittableRandom(SEED);
    return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())).strip() + " ")
        .limit(COUNT)
        .toArray(String[]::new);
  }

  static String[] pieces() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> pieces = new ArrayList<>(COUNT);
    while (pieces.size() < COUNT) {
      List<String> kind = random.nextInt(10) < 7 ? WORDS : PARTS;
      pieces.add(kind.get(random.nextInt(kind.size())));
    }
    return pieces.toArray(String[]::new);
  }
}
