package io.millrace.benchmarks.hand;

/**
 * What a check keeps of a request.
 *
 * @param next the sequence wanted next
 * @param early how many later ones wait
 * @param attempt the attempt under way
 */
public record Kept(long next, int early, int attempt) {

  static final Kept NOTHING = new Kept(0, 0, 0);

  Kept taken() {
    return new Kept(next + 1, early, attempt);
  }

  Kept withEarly(int waiting) {
    return new Kept(next, waiting, attempt);
  }

  Kept of(int newAttempt) {
    return newAttempt == attempt ? this : new Kept(next, early, newAttempt);
  }
}
