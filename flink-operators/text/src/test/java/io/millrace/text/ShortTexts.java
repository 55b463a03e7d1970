package io.millrace.text;

import io.millrace.testkit.Texts;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A few pieces a text, right beside one another or not: what entities are made of, whole and in part, and what stands around
 * them. So short that each is cut everywhere in little time.
 */
final class ShortTexts implements Texts {

  private static final List<String> PIECES = List.of(
      "ada@example.com",
      "o'brien@sub.example.org",
      "@example",
      "a.b@",
      "müller@example.de",
      "ada@example.com.Then",
      "https://example.com/a?b=c",
      "http://192.0.2.7/",
      "www.example.net",
      "https://",
      "wss://x",
      "example.org",
      "setup.py",
      "192.0.2.1",
      "1.2.3",
      "203.0.113.256",
      "2001:db8::1",
      "::1",
      "12:30:45",
      "::ffff:192.0.2.128",
      "4111 1111 1111 1111",
      "5555-5555-5555-4444",
      "378282246310005",
      "4111 1111 1111 1112",
      "1234",
      "DE89 3704 0044 0532 0130 00",
      "GB82WEST12345698765432",
      "GB83WEST",
      "DE89",
      "219-09-9999",
      "000-12-3456",
      "+1 202-555-0143",
      "(212) 555-0187 x12",
      "030 901820",
      "+44 20 7946 0958",
      "00 33 1 99 00 12 34",
      "2024-10-15",
      "555",
      "Ada Lovelace",
      "call me",
      "to",
      "at",
      "e.g.",
      "One. Two!",
      "Was? ",
      "don't",
      "x_1",
      "\uD83D\uDE00",
      "\uD83D\uDC69\u200D\uD83D\uDC67",
      "\uD83D",
      "\uDE00",
      "e\u0301",
      "नमस्ते",
      "请致电",
      "メール",
      "привет",
      "\u202E",
      "\u00A0");

  private static final List<String> BETWEEN = List.of(
      "", "", " ", " ", " ", ", ", ". ", ".", "-", "/", ":", "(", ")", "\n", "\r\n", "\t", "'",
      "\"", "  ", "。", "+", "@", "=");

  @Override
  public Stream<String> stream(RandomGenerator random) {
    return Stream.generate(() -> text(random));
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
    }
    return text.toString();
  }
}
