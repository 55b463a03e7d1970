package io.millrace.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a text's words, as Unicode Standard Annex #29 and ICU4J say: by dictionary in scripts without spaces. An emoji is a
 * word. Words that differ in case or in compatible characters only are the same (NFKC_Casefold).
 */
final class WordReader {

  /**
   * A word, or what ends a clause.
   *
   * @param word the word, folded; empty for what ends a clause
   */
  record Read(String word) {
    static final Read END_OF_CLAUSE = new Read("");

    boolean endsClause() {
      return word.isEmpty();
    }
  }

  private static final Normalizer2 FOLD = Normalizer2.getNFKCCasefoldInstance();

  /** ICU's own may serve one text at a time: texts are read by copies. */
  private final BreakIterator boundaries;

  WordReader(Locale locale) {
    this.boundaries = BreakIterator.getWordInstance(ULocale.forLocale(locale));
  }

  /** The words of a text, and between them where clauses end. */
  List<Read> read(String text) {
    BreakIterator copy = boundaries.clone();
    copy.setText(text);
    List<Read> read = new ArrayList<>();
    int from = copy.first();
    for (int to = copy.next(); to != BreakIterator.DONE; to = copy.next()) {
      String piece = text.substring(from, to);
      if (copy.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT || isEmoji(piece)) {
        read.add(new Read(folded(piece)));
      } else if (piece.codePoints().anyMatch(WordReader::endsClause)) {
        read.add(Read.END_OF_CLAUSE);
      }
      from = to;
    }
    return read;
  }

  /** The words of an entry of a list. */
  List<String> words(String entry) {
    return read(entry).stream()
        .filter(read -> !read.endsClause())
        .map(Read::word)
        .toList();
  }

  private static String folded(String word) {
    return FOLD.normalize(word).replace('\u2019', '\'');
  }

  private static boolean isEmoji(String piece) {
    return UCharacter.hasBinaryProperty(piece.codePointAt(0), UProperty.EXTENDED_PICTOGRAPHIC);
  }

  private static boolean endsClause(int codePoint) {
    return codePoint == '\n'
        || UCharacter.hasBinaryProperty(codePoint, UProperty.TERMINAL_PUNCTUATION);
  }
}
