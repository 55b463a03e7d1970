package io.millrace.benchmarks.table;

/**
 * What a median should be.
 *
 * @param kind on which side of the bound
 * @param bound the bound; of no meaning where the number is reported only
 */
public record Target(Kind kind, double bound) {

  /** On which side of a bound a number should be. */
  public enum Kind {
    AT_LEAST("≥ "),
    AT_MOST("≤ "),
    REPORTED("reported");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  /** For a number that is wanted for itself. */
  public static final Target REPORTED = new Target(Kind.REPORTED, 0);

  /** So much or more. */
  public static Target atLeast(double bound) {
    return new Target(Kind.AT_LEAST, bound);
  }

  /** So much or less. */
  public static Target atMost(double bound) {
    return new Target(Kind.AT_MOST, bound);
  }

  /** Whether a number is as it should be. */
  public boolean isMetBy(double number) {
    return switch (kind) {
      case AT_LEAST -> number >= bound;
      case AT_MOST -> number <= bound;
      case REPORTED -> true;
    };
  }

  @Override
  public String toString() {
    return kind == Kind.REPORTED ? kind.sign : kind.sign + Numbers.words(bound);
  }
}
