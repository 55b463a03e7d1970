package io.millrace.text.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.text.pii.BuiltIn;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

class LedFinderTest {

  private static final String[] PIECES = {
    "a",
    "de",
    "b9",
    "http",
    "://",
    "www.",
    "@",
    ".",
    "-",
    "_",
    " ",
    "  ",
    ":",
    "::",
    "/",
    "+",
    "(",
    ")",
    "1",
    "22",
    "333",
    "4444",
    "0",
    "fe80",
    "xn--",
    "DE89",
    "GB",
    "é",
    "e\u0301",
    "Ж",
    "中",
    "\uD83D\uDE00",
    "\u0661",
    "\u00A0",
    ",",
    "x12",
    "'",
    "ext. 5",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "https://a"
  };

  @Test
  void saysOfEveryPlaceWhatTheExpressionSays() {
    SplittableRandom random = new SplittableRandom(9);
    List<LedFinder> finders = BuiltIn.rules(List.of("US")).stream()
        .map(rule -> (LedFinder) rule.finder())
        .toList();
    for (int i = 0; i < 20_000; i++) {
      Window window = new Window(text(random), false, random.nextBoolean(), 10_000);
      LedFinder finder = finders.get(i % finders.size());
      for (int at = 0; at < window.end(); at++) {
        assertThat(finder.attempt(window, at))
            .as("%s at %d of \"%s\"", finder.pattern(), at, window.text())
            .isEqualTo(expected(finder, window, at));
        if (finder.next(window, at) > at) {
          assertThat(expected(finder, window, at)).isEqualTo(Finder.NONE);
        }
      }
    }
  }

  private static int expected(LedFinder finder, Window window, int at) {
    if (at > 0 && finder.notAfter().has(window.text().charAt(at - 1))) {
      return Finder.NONE;
    }
    Matcher matcher = window.matcher(finder.pattern(), at);
    boolean found = matcher.lookingAt();
    if (matcher.hitEnd() && window.goesOn(at)) {
      return Finder.OPEN;
    }
    return found ? matcher.end() : Finder.NONE;
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
