package io.millrace.testkit.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.flink.RunnerSupplier;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Proof;
import io.millrace.testkit.Scenario;
import io.millrace.testkit.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Holds a module to the law on Flink: in the operators that {@link io.millrace.flink.TaskStreams} builds it says what it
 * says in plain Java, in all four flavours. Several requests run at a time, cut and interleaved at random, and in an {@link
 * Ordeal}: state on the heap or in RocksDB, written and read by the serializers of the operators; restored at any element,
 * by one task and by two; messages twice and in disorder; what it hands on written at once, and kept as the object it is.
 *
 * <pre>{@code
 * OperatorLaws.of(() -> TOKEN_CLASSIFICATION.runner(new MyModule())).check();
 * }</pre>
 *
 * <p>{@link ModuleLaws} comes first: it is a thousand times as fast, and tries much that is not tried here.
 *
 * <p>An {@link AssertionError} shows the simplest ordeal and the smallest scenario found to fail, and a line that checks just
 * those.
 *
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
public final class OperatorLaws<O, OE> {

  private static final int DEFAULT_RUNS = 100;

  private final RunnerSupplier<String, String, O, OE> runner;
  private final Texts texts;
  private final Parameters parameters;
  private final long seed;
  private final int runs;
  private final boolean splitsPairs;

  private OperatorLaws(
      RunnerSupplier<String, String, O, OE> runner,
      Texts texts,
      Parameters parameters,
      long seed,
      int runs,
      boolean splitsPairs) {
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be at least 1 but was " + runs);
    }
    this.runner = runner;
    this.texts = texts;
    this.parameters = parameters;
    this.seed = seed;
    this.runs = runs;
    this.splitsPairs = splitsPairs;
  }

  /**
   * Begins a check with {@link Texts#standard}, seed 1 and 100 runs.
   *
   * @param runner the recipe as a job gets it: it is serialized, so a lambda may capture only what can be
   */
  public static <O, OE> OperatorLaws<O, OE> of(RunnerSupplier<String, String, O, OE> runner) {
    return new OperatorLaws<>(runner, Texts.standard(), Parameters.NONE, 1, DEFAULT_RUNS, true);
  }

  /** With these texts. */
  public OperatorLaws<O, OE> texts(Texts newTexts) {
    return new OperatorLaws<>(runner, newTexts, parameters, seed, runs, splitsPairs);
  }

  /** With these texts in turn. */
  public OperatorLaws<O, OE> texts(String... newTexts) {
    return texts(Texts.of(newTexts));
  }

  /** With these parameters on the first message of every request. */
  public OperatorLaws<O, OE> parameters(Parameters newParameters) {
    return new OperatorLaws<>(runner, texts, newParameters, seed, runs, splitsPairs);
  }

  /** With the random numbers of this seed. */
  public OperatorLaws<O, OE> seed(long newSeed) {
    return new OperatorLaws<>(runner, texts, parameters, newSeed, runs, splitsPairs);
  }

  /**
   * With this many runs, each of a few requests. The first four are one in each flavour; by the twelfth those that keep
   * state have been in each ordeal that finds most, so it takes that many to say much; what follows is drawn at random.
   */
  public OperatorLaws<O, OE> runs(int newRuns) {
    return new OperatorLaws<>(runner, texts, parameters, seed, newRuns, splitsPairs);
  }

  /** Without cuts in the middle of a surrogate pair, as {@link ModuleLaws#keepingPairsWhole}. */
  public OperatorLaws<O, OE> keepingPairsWhole() {
    return new OperatorLaws<>(runner, texts, parameters, seed, runs, false);
  }

  /**
   * Makes all the runs.
   *
   * @return how much was tried
   * @throws AssertionError if an operator says another thing than plain Java, with the smallest case that shows it
   * @throws IllegalArgumentException if the module cannot be built into a job, as for a state that would need Kryo
   */
  public Proof check() {
    try (ModuleRunner<String, String, O, OE> plain = runner.get()) {
      return new OperatorSearch(laws(plain), blueprints(), parameters, texts, seed, splitsPairs)
          .run(runs);
    } catch (IOException e) {
      throw notClosed(e);
    }
  }

  /**
   * Runs one scenario in one flavour and one ordeal. Where the flavour takes whole inputs, each request's elements are one
   * text.
   *
   * @throws AssertionError if the operator says another thing than plain Java, with the smallest case that shows it
   */
  public void check(Flavor flavor, Scenario scenario, Ordeal ordeal) {
    try (ModuleRunner<String, String, O, OE> plain = runner.get()) {
      Blueprint blueprint = Blueprint.of(flavor, runner);
      laws(plain).check(scenario, new OperatorRun(flavor, blueprint, parameters, ordeal));
    } catch (IOException e) {
      throw notClosed(e);
    }
  }

  private ModuleLaws<O, OE> laws(ModuleRunner<String, String, O, OE> plain) {
    ModuleLaws<O, OE> laws = ModuleLaws.of(plain).parameters(parameters);
    return splitsPairs ? laws : laws.keepingPairsWhole();
  }

  private Map<Flavor, Blueprint> blueprints() {
    Map<Flavor, Blueprint> blueprints = new EnumMap<>(Flavor.class);
    for (Flavor flavor : Flavor.values()) {
      blueprints.put(flavor, Blueprint.of(flavor, runner));
    }
    return blueprints;
  }

  private static UncheckedIOException notClosed(IOException cause) {
    return new UncheckedIOException("the module did not close", cause);
  }
}
