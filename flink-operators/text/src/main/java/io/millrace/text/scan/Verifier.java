package io.millrace.text.scan;

import java.util.Optional;

/** Says whether a candidate is real, from its text alone. Stateless, and safe for many threads. */
@FunctionalInterface
public interface Verifier {

  /** What is real of a candidate, if anything is. */
  Optional<Verdict> verify(String candidate);

  /** Takes every candidate as it is. */
  static Verifier always(double score) {
    return candidate -> Optional.of(new Verdict(candidate.length(), score));
  }

  /**
   * How much of a candidate is real, and how surely. It always begins where the candidate does.
   *
   * @param length how many UTF-16 units of it
   * @param score how surely, from 0 to 1
   */
  record Verdict(int length, double score) {}
}
