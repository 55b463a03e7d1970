package io.millrace.testkit;

import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A source of texts to hold a module to the law with. */
@FunctionalInterface
public interface Texts {

  /** Texts without end, the same ones for equal random numbers. */
  Stream<String> stream(RandomGenerator random);

  /** These texts in turn, over and over. */
  static Texts of(String... texts) {
    List<String> given = List.of(texts);
    if (given.isEmpty()) {
      throw new IllegalArgumentException("texts must be at least one but were none");
    }
    return random -> Stream.generate(() -> given).flatMap(List::stream);
  }

  /** The hard cases once each, then {@link #written} without end. What a module is checked with unless told. */
  static Texts standard() {
    return random -> Stream.concat(HardTexts.ALL.stream(), written().stream(random));
  }

  /**
   * Texts as people and models write them, made at random: phrases in several scripts, personal data that belongs to
   * nobody at any place in them, also right beside one another, emoji, CRLF and combining marks.
   */
  static Texts written() {
    return random -> Stream.generate(() -> WrittenText.next(random));
  }

  /** Empty, blank, surrogates alone and in pairs, personal data at the very ends, and what is nearly personal data. */
  static Texts hard() {
    return of(HardTexts.ALL.toArray(String[]::new));
  }

  /** These, and the others, by turns. */
  default Texts and(Texts others) {
    return random -> {
      Iterator<String> first = stream(random).iterator();
      Iterator<String> second = others.stream(random).iterator();
      return Stream.generate(() -> List.of(first.next(), second.next())).flatMap(List::stream);
    };
  }
}
