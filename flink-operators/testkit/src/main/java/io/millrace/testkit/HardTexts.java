package io.millrace.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Texts that have been got wrong before. */
final class HardTexts {

  private static final List<String> ODD = List.of(
      "",
      " ",
      "  \n\n \t ",
      "\r\n",
      "a\r\nb\r\n",
      "x",
      ".",
      "\uD83D\uDE00",
      "\uD83D\uDE00 ada@example.com \uD83D\uDE00",
      "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 192.0.2.1",
      "\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDEB\uD83C\uDDF7",
      "e\u0301a\u0308 \u0928\u092E\u0938\u094D\u0924\u0947",
      "\u202Eabc\u202C \u200B\uFEFF",
      "\uD83D",
      "\uDE00",
      "a\uDE00\uD83Db",
      "ada@example.com,ada@example.com",
      "ada@example.comada@example.com",
      "ada@example.com.",
      "ada@",
      "@example.com",
      "ada@example",
      "ada@@example.com",
      "http://",
      "192.0.2.1.192.0.2.1",
      "1.2.3",
      "4111 1111 1111 1111 1111 1111",
      "078-05-1120-078-05-1120",
      "+1 202-555-0143+1 202-555-0143",
      "One. Two. Three!  Four?\n\nFive",
      "\u041F\u0438\u0448\u0438: ada@example.com\u3002\u8BF7\u81F4\u7535 +1 202-555-0143\u3002");

  /** The odd ones, and all personal data by itself. */
  static final List<String> ALL =
      Stream.concat(ODD.stream(), PersonalData.ALL.stream()).toList();

  private HardTexts() {}
}
