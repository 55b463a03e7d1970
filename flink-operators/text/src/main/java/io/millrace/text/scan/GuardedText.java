package io.millrace.text.scan;

import io.millrace.core.Status;

/**
 * What patterns get to see of a text. It can be made to end early; it counts how often it is read, so that a pattern that
 * backtracks without end comes to one; and it does not let a pattern see where text before it was let go, as what it would
 * make of that edge is not what it makes of the whole.
 */
final class GuardedText implements CharSequence {

  /** Reads that any call may make, however little text there is: some milliseconds. */
  private static final long READS = 1_000_000;

  /** Reads that a call may make besides for each UTF-16 unit at hand. */
  private static final long READS_PER_UNIT = 1_000;

  private final String text;
  private final boolean beheaded;
  private int end;
  private long left;

  GuardedText(String text, boolean beheaded) {
    this.text = text;
    this.beheaded = beheaded;
    this.end = text.length();
    this.left = allowed();
  }

  /** Ends here from now on. */
  void endAt(int newEnd) {
    end = newEnd;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because("a pattern read " + text.length() + " characters more than " + allowed()
              + " times; it backtracks too much")
          .asException();
    }
    if (index == 0 && beheaded) {
      throw Status.Code.FAILED_PRECONDITION
          .because("a pattern looks further back than the text that is kept for it;"
              + " raise lookBehind, or look back less far")
          .asException();
    }
    return text.charAt(index);
  }

  private long allowed() {
    return READS + READS_PER_UNIT * text.length();
  }

  @Override
  public int length() {
    return end;
  }

  @Override
  public CharSequence subSequence(int start, int until) {
    return text.substring(start, until);
  }

  @Override
  public String toString() {
    return text.substring(0, end);
  }
}
