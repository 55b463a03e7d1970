package io.millrace.testkit;

import java.util.List;
import java.util.random.RandomGenerator;

/** Puts phrases, personal data and what stands between them together at random. */
final class WrittenText {

  private static final List<String> PHRASES = List.of(
      "the quick brown fox",
      "Call me",
      "Write to",
      "It costs 12.50, or 3/4 of that",
      "v1.2.3-rc.1",
      "See section 4.1",
      "Z\u00FCrich, na\u00EFve caf\u00E9",
      "cafe\u0301 de\u0301ja\u0300",
      "\u041F\u0438\u0448\u0438\u0442\u0435 \u043D\u0430 \u043F\u043E\u0447\u0442\u0443",
      "\u0627\u062A\u0635\u0644 \u0628\u064A \u063A\u062F\u0627",
      "\u0915\u0943\u092A\u092F\u093E \u0932\u093F\u0916\u0947\u0902",
      "\u8BF7\u53D1\u90AE\u4EF6\u5230",
      "\u96FB\u8A71\u756A\u53F7\u306F",
      "\uD83D\uDE00",
      "\uD83D\uDC69\u200D\uD83D\uDCBB\uD83C\uDFFD",
      "\uD83C\uDDEB\uD83C\uDDF7");

  private static final List<String> BETWEEN = List.of(
      " ", " ", " ", "", ". ", ", ", ": ", "\n", "\r\n", "\n\n", "  ", "! ", "? ", "<", ">", "(",
      ")", "\"", "'", "-", "/", ";", "\u3002", "\u060C ", "\u0964 ", "\u00A0", "\u200D");

  private static final int MOST_PIECES = 6;

  private WrittenText() {}

  static String next(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(MOST_PIECES); pieces > 0; pieces--) {
      text.append(any(random.nextInt(5) < 2 ? PersonalData.ALL : PHRASES, random));
      text.append(any(BETWEEN, random));
    }
    return text.toString();
  }

  private static String any(List<String> choices, RandomGenerator random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
