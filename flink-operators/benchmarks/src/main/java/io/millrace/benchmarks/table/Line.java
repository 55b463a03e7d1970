package io.millrace.benchmarks.table;

/**
 * A line of the table.
 *
 * @param row the row's number, and a letter where the row has several lines
 * @param measure what was measured
 * @param comparedWith what the ratio is to; a unit where there is nothing to compare with
 * @param ratio the rounds' ratios
 * @param target what their median should be
 * @param note the numbers behind them
 */
public record Line(
    String row, String measure, String comparedWith, Samples ratio, Target target, String note) {

  /** Whether the median is as it should be. */
  public boolean isMet() {
    return target.isMetBy(ratio.median());
  }
}
