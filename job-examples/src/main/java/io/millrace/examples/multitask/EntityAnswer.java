package io.millrace.examples.multitask;

import io.millrace.schemas.TokenClassificationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a model says of the entities of a text: lines of {@code LABEL: word}. What else it says is passed over. */
final class EntityAnswer {

  private static final Pattern LINE =
      Pattern.compile("^\\s*(?<label>[A-Z_]+): *(?<word>\\S.*?)\\s*$", Pattern.MULTILINE);

  /** A model that writes words gives no score; that it was right is likely and no more. */
  private static final double SCORE = 0.8;

  private static final Comparator<TokenClassificationResult> BY_PLACE = Comparator.comparing(
          TokenClassificationResult::getStart)
      .thenComparing(TokenClassificationResult::getEnd, Comparator.reverseOrder());

  private EntityAnswer() {}

  /** The words where they stand in the text, each time they do; a word that is not in it was made up, and is dropped. */
  static List<TokenClassificationResult> read(String answer, String text) {
    List<TokenClassificationResult> found = new ArrayList<>();
    LINE.matcher(answer).results().forEach(line -> find(line.group(1), line.group(2), text, found));
    found.sort(BY_PLACE);
    return withoutOverlaps(found);
  }

  private static void find(
      String label, String word, String text, List<TokenClassificationResult> found) {
    Matcher places = Pattern.compile(
            "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
        .matcher(text);
    while (places.find()) {
      long start = text.codePointCount(0, places.start());
      long end = start + word.codePointCount(0, word.length());
      found.add(new TokenClassificationResult(start, end, word, label, null, SCORE, null));
    }
  }

  private static List<TokenClassificationResult> withoutOverlaps(
      List<TokenClassificationResult> inOrder) {
    List<TokenClassificationResult> kept = new ArrayList<>();
    long end = 0;
    for (TokenClassificationResult result : inOrder) {
      if (result.getStart() >= end) {
        kept.add(result);
        end = result.getEnd();
      }
    }
    return kept;
  }
}
