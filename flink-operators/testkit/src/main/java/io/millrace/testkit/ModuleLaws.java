package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import java.util.List;

/**
 * Holds a module to the law, on texts cut at random: its streams say what its unary answers say, frame after frame,
 * nothing is taken back, and only when something is emitted may depend on the cutting. All four flavours are checked,
 * native or derived, and so are the translators in use.
 *
 * <pre>{@code
 * ModuleLaws.of(TOKEN_CLASSIFICATION.runner(module)).check();
 * }</pre>
 *
 * <p>Checked for every task whose input is text: the four flavours agree; translators give back what they split; states
 * are values of their declared type; requests do not touch each other. For tasks that stream frames also: progress to the
 * text's length, contiguity, no retraction, offsets in code points, order. For text masking also: the stream,
 * concatenated, is the mask. Object reuse: what was emitted is not changed afterwards, and nothing shares memory with a
 * state. How much text a state may hold is checked where it is said: {@link #holdingAtMost}.
 *
 * <p>A module that is not {@link ModuleRunner#exact exact} has named what it gives up: its streams may then differ from
 * its unary answers, and all the rest is checked. A result that differs and carries a warning is excused, and counted.
 *
 * <p>An {@link AssertionError} shows the smallest cutting found to fail, and a line that checks just that one.
 *
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
public final class ModuleLaws<O, OE> {

  /** The system property that says how many cuttings are tried where a check does not say so itself. */
  public static final String CUTTINGS_PROPERTY = "millrace.cuttings";

  private static final int DEFAULT_CUTTINGS = 100_000;
  private static final int MOST_BOUND = 100_000;

  private final ModuleRunner<String, String, O, OE> runner;
  private final Texts texts;
  private final Parameters parameters;
  private final long seed;
  private final long cuttings;
  private final boolean splitsPairs;
  private final long mostHeld;

  private ModuleLaws(
      ModuleRunner<String, String, O, OE> runner,
      Texts texts,
      Parameters parameters,
      long seed,
      long cuttings,
      boolean splitsPairs,
      long mostHeld) {
    if (cuttings < 1) {
      throw new IllegalArgumentException("cuttings must be at least 1 but was " + cuttings);
    }
    runner.resolve(parameters);
    this.runner = runner;
    this.texts = texts;
    this.parameters = parameters;
    this.seed = seed;
    this.cuttings = cuttings;
    this.splitsPairs = splitsPairs;
    this.mostHeld = mostHeld;
  }

  /**
   * Begins a check with {@link Texts#standard}, seed 1 and as many cuttings as the system property {@value
   * #CUTTINGS_PROPERTY} says, or 100,000.
   *
   * @throws io.millrace.core.task.UnavailableFlavorException if one of the four flavours cannot be had, for then there is
   *     nothing to compare
   */
  public static <O, OE> ModuleLaws<O, OE> of(ModuleRunner<String, String, O, OE> runner) {
    for (Flavor flavor : Flavor.values()) {
      runner.plan(flavor);
    }
    return new ModuleLaws<>(
        runner, Texts.standard(), Parameters.NONE, 1, cuttingsFromProperty(), true, Long.MAX_VALUE);
  }

  /** With these texts. */
  public ModuleLaws<O, OE> texts(Texts newTexts) {
    return new ModuleLaws<>(runner, newTexts, parameters, seed, cuttings, splitsPairs, mostHeld);
  }

  /** With these texts in turn. */
  public ModuleLaws<O, OE> texts(String... newTexts) {
    return texts(Texts.of(newTexts));
  }

  /** With these parameters in every request. */
  public ModuleLaws<O, OE> parameters(Parameters newParameters) {
    return new ModuleLaws<>(runner, texts, newParameters, seed, cuttings, splitsPairs, mostHeld);
  }

  /** With the random numbers of this seed. */
  public ModuleLaws<O, OE> seed(long newSeed) {
    return new ModuleLaws<>(runner, texts, parameters, newSeed, cuttings, splitsPairs, mostHeld);
  }

  /** With this many cuttings, whatever the system property says. */
  public ModuleLaws<O, OE> cuttings(long newCuttings) {
    return new ModuleLaws<>(runner, texts, parameters, seed, newCuttings, splitsPairs, mostHeld);
  }

  /** Without cuts in the middle of a surrogate pair, also when a failure is made smaller: for sources that never cut there. */
  public ModuleLaws<O, OE> keepingPairsWhole() {
    return new ModuleLaws<>(runner, texts, parameters, seed, cuttings, false, mostHeld);
  }

  /**
   * And at no element does the state of stream → stream hold more text than so many code points beyond what it was opened
   * with, as parameters are: all that can be reached in it from texts, characters and arrays of characters, of bytes and of
   * ints, whatever has been read. The texts are then also tried over and over, to a little more than three times that length,
   * as often as the others: with a large bound ask for fewer {@link #cuttings}.
   *
   * @throws IllegalArgumentException if the number is negative or above 100,000
   */
  public ModuleLaws<O, OE> holdingAtMost(int codePoints) {
    if (codePoints < 0 || codePoints > MOST_BOUND) {
      throw new IllegalArgumentException(
          "codePoints must be between 0 and " + MOST_BOUND + " but was " + codePoints);
    }
    return new ModuleLaws<>(runner, texts, parameters, seed, cuttings, splitsPairs, codePoints);
  }

  private Texts searched() {
    return mostHeld == Long.MAX_VALUE ? texts : texts.and(LongText.of(texts, mostHeld));
  }

  /**
   * Tries all the cuttings.
   *
   * @return how much was tried
   * @throws AssertionError if a law does not hold, with the smallest cutting that shows it
   */
  public Proof check() {
    return new Search<>(failures("by seed " + seed), searched(), seed, cuttings, splitsPairs).run();
  }

  /**
   * Checks one cutting, replayed from each of its elements.
   *
   * @throws AssertionError if a law does not hold, with the smallest cutting that shows it
   */
  public void check(Cutting cutting) {
    failures("as given").check(cutting);
  }

  /**
   * Checks that each request of a scenario gives what it gives alone.
   *
   * @throws AssertionError if one does not, with the smallest scenario that shows it
   */
  public void check(Scenario scenario) {
    failures("as given").check(scenario);
  }

  /**
   * Checks that each request of a scenario gives, run elsewhere, what it gives in plain Java.
   *
   * @return how much was tried: each request is one text and one cutting
   * @throws AssertionError if one does not, with the simplest run and the smallest scenario that show it
   */
  public Proof check(Scenario scenario, OtherRun run) {
    Failures<O, OE> failures = failures("elsewhere");
    new OtherRunCheck<>(failures).check(scenario, run);
    int requests = scenario.requests().size();
    return new Proof(requests, requests, failures.excused());
  }

  /**
   * Checks what a stream said of a text, however it was run: by an operator, a cluster, a job.
   *
   * @throws AssertionError if a law does not hold
   */
  public void checkStream(String text, List<OE> streamed) {
    failures("as given").checkStream(text, streamed);
  }

  private Failures<O, OE> failures(String origin) {
    return new Failures<>(runner, parameters, origin, splitsPairs, mostHeld);
  }

  private static long cuttingsFromProperty() {
    String given = System.getProperty(CUTTINGS_PROPERTY);
    if (given == null) {
      return DEFAULT_CUTTINGS;
    }
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "system property " + CUTTINGS_PROPERTY + " must be a whole number but was \"" + given
              + "\"",
          e);
    }
  }
}
