package io.millrace.modelserver;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into what looks like a model's tokens: blanks with the characters after them, six at most. */
final class TokenCutter {

  private static final Pattern TOKEN = Pattern.compile("\\s*+\\S{1,6}|\\s++");

  private TokenCutter() {}

  static List<String> cut(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group).toList();
  }
}
