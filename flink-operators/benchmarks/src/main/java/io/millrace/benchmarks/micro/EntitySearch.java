package io.millrace.benchmarks.micro;

import io.millrace.benchmarks.load.Entities;
import io.millrace.benchmarks.load.Prose;
import io.millrace.core.task.ModuleRunner;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.text.pii.BuiltIn;
import io.millrace.text.scan.LedFinder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What finding the entities of a text costs beside the bare search for the same patterns, which verifies nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare
public class EntitySearch {

  /** The length of the text. */
  public static final int CHARACTERS = 16_384;

  private static final List<String> REGIONS = List.of(
      "US", "GB", "DE", "FR", "ES", "IT", "NL", "CH", "AT", "BE", "AU", "IN", "BR", "MX", "JP",
      "SE", "PL");

  private String text;
  private ModuleRunner<String, String, TokenClassificationResults, ?> runner;
  private List<Pattern> patterns;

  /** Makes the text, the module and its patterns. */
  @Setup
  public void prepare() {
    text = Prose.of(0).text(CHARACTERS);
    runner = Entities.runner();
    patterns = BuiltIn.rules(REGIONS).stream()
        .map(rule -> ((LedFinder) rule.finder()).pattern())
        .toList();
  }

  /** The module. */
  @Benchmark
  public TokenClassificationResults module() {
    return runner.unaryUnary(text);
  }

  /** The search. */
  @Benchmark
  public int find() {
    int found = 0;
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        found++;
      }
    }
    return found;
  }
}
