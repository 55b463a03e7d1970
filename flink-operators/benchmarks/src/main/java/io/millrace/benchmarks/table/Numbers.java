package io.millrace.benchmarks.table;

import java.util.Locale;

/** Numbers with as many digits as they are worth. */
public final class Numbers {

  private Numbers() {}

  /** Three digits that count; none behind the point from a hundred on. */
  public static String words(double number) {
    double size = Math.abs(number);
    if (size >= 100) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    String digits = String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", number);
    return digits.replaceFirst("\\.?0+$", "");
  }
}
