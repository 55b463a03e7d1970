package io.millrace.text.pii;

import io.millrace.text.scan.CharSet;
import io.millrace.text.scan.Verifier.Verdict;
import java.util.Optional;

/** What words are made of, as a set of characters and for use within the brackets of an expression: the same twice. */
final class Words {

  /** Letters, digits and marks, for within brackets. */
  static final String IN_BRACKETS =
      "a-zA-Z0-9[\\p{L}\\p{Nd}\\p{M}&&[\\x{80}-\\x{58F}\\x{1E00}-\\x{1FFF}]]";

  static final CharSet DIGITS = CharSet.of("0-9");

  private Words() {}

  /** Letters, digits and marks, and some more. */
  static CharSet and(String more) {
    return CharSet.of("a-zA-Z0-9" + more).andAlphabets();
  }

  /** An expression, in which {@code w} within brackets, behind a percent sign, stands for what words are made of. */
  static String regex(String template) {
    return template.replace("%w", IN_BRACKETS);
  }

  static Optional<Verdict> verdict(String candidate, double score) {
    return Optional.of(new Verdict(candidate.length(), score));
  }
}
