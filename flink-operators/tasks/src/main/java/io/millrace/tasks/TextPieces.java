package io.millrace.tasks;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cuts a text into words, each with the blanks before it; blanks at the end are a piece of their own. */
final class TextPieces {

  private static final Pattern PIECE = Pattern.compile("\\s*+\\S++|\\s++");

  private TextPieces() {}

  static Stream<String> of(String text) {
    return PIECE.matcher(text).results().map(MatchResult::group);
  }
}
