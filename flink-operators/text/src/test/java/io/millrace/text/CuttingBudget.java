package io.millrace.text;

import io.millrace.testkit.ModuleLaws;

/**
 * How many cuttings the tests of this module try, all together: 100,000, or as the system property {@value
 * ModuleLaws#CUTTINGS_PROPERTY} says. Each test takes a share.
 */
final class CuttingBudget {

  private static final long ALL = Long.getLong(ModuleLaws.CUTTINGS_PROPERTY, 100_000);

  private CuttingBudget() {}

  static long percent(int share) {
    return Math.max(1, ALL * share / 100);
  }
}
