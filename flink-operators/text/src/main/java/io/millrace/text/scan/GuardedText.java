package io.millrace.text.scan;

import io.millrace.core.Status;

/**
 * A text that counts how often it is read, so that a pattern that backtracks without end comes to one; and that refuses to
 * let a pattern see where text before it was let go, as what it would make of that edge is not what it makes of the whole.
 */
record GuardedText(String text, boolean beheaded, ReadBudget budget) implements CharSequence {

  @Override
  public char charAt(int index) {
    budget.spend();
    if (index == 0 && beheaded) {
      throw Status.Code.FAILED_PRECONDITION
          .because("a pattern looks further back than the text that is kept for it;"
              + " raise lookBehind, or look back less far")
          .asException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
