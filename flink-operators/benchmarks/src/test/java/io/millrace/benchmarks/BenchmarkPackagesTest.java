package io.millrace.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What job-examples' rules say of all other modules; this one it does not see. */
@AnalyzeClasses(packages = "io.millrace.benchmarks", importOptions = DoNotIncludeTests.class)
class BenchmarkPackagesTest {

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching("io.millrace.benchmarks.(*)").should().beFreeOfCycles();
}
