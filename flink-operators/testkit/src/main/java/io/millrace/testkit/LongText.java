package io.millrace.testkit;

import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Texts said over and over, so that what holds back without a bound is seen to. */
final class LongText {

  private static final int TIMES_AS_LONG = 3;

  private LongText() {}

  /** These texts, each to a few times the length. An empty text stays empty. */
  static Texts of(Texts texts, long length) {
    return random -> stream(texts, random, length);
  }

  private static Stream<String> stream(Texts texts, RandomGenerator random, long length) {
    return texts.stream(random).map(text -> {
      long wanted = TIMES_AS_LONG * Math.max(1, length);
      long times = text.isEmpty() ? 0 : 1 + wanted / text.codePointCount(0, text.length());
      return text.repeat(Math.toIntExact(times));
    });
  }
}
