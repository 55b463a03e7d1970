package io.millrace.text.scan;

import io.millrace.core.Status;
import java.util.regex.Pattern;

/**
 * What patterns get to see of a text. It can be made to end early; it counts how often it is read, so that a pattern that
 * backtracks without end comes to one; and it does not let a pattern see where text before it was let go, as what it would
 * make of that edge is not what it makes of the whole.
 *
 * <p>A pattern may read each character it can see some times from each place, however the text was cut. What it reads at one
 * place is limited too: a large text would otherwise let one attempt go on for hours.
 */
final class GuardedText implements CharSequence {

  /** Reads that any attempt may make, however little it may see: some milliseconds. */
  private static final long READS = 1_000_000;

  /** Reads of each character that an attempt may see. */
  private static final long READS_IN_ATTEMPT = 64;

  /** Reads of each character that an attempt may see, on the average of all attempts of a pattern. */
  private static final long READS_ON_AVERAGE = 4;

  /** The least that counts as what an attempt may see, on that average. */
  private static final long LEAST_SEEN = 250;

  private final String text;
  private final boolean beheaded;
  private final int seen;
  private final Pattern pattern;
  private final long most;
  private int end;
  private long reads;
  private long mostOfAttempt;

  /** A text, of which a pattern may see some characters from each place. */
  GuardedText(String text, boolean beheaded, Pattern pattern, int seen) {
    this.text = text;
    this.beheaded = beheaded;
    this.pattern = pattern;
    this.seen = seen;
    this.end = text.length();
    this.most = READS + READS_ON_AVERAGE * Math.max(seen, LEAST_SEEN) * text.length();
    this.mostOfAttempt = READS + READS_IN_ATTEMPT * seen;
  }

  /** Ends here from now on, for another attempt. */
  void endAt(int newEnd) {
    end = newEnd;
    mostOfAttempt = reads + READS + READS_IN_ATTEMPT * seen;
  }

  @Override
  public char charAt(int index) {
    if (++reads > mostOfAttempt || reads > most) {
      throw Status.Code.RESOURCE_EXHAUSTED
          .because("pattern " + pattern + " read " + text.length() + " characters "
              + (reads > most ? "too often" : "too often from one place")
              + "; it backtracks too much")
          .asException();
    }
    if (index == 0 && beheaded) {
      throw Status.Code.FAILED_PRECONDITION
          .because("pattern " + pattern + " looks further back than the text that is kept for it;"
              + " raise lookBehind, or look back less far")
          .asException();
    }
    return text.charAt(index);
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
