package io.millrace.testkit;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.testkit.Examiner.Replays;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Runs checks; turns a law that does not hold into the smallest case that shows it, and that into an error to read. */
final class Failures<O, OE> {

  private static final String REQUEST = "r0";

  private final ModuleRunner<String, String, O, OE> runner;
  private final Parameters parameters;
  private final String origin;
  private final boolean splitsPairs;
  private final long mostHeld;
  private final Examiner<O, OE> examiner;

  /** The origin says where cases come from: "seed 42", or nothing for a case that the caller gave. */
  Failures(
      ModuleRunner<String, String, O, OE> runner,
      Parameters parameters,
      String origin,
      boolean splitsPairs,
      long mostHeld) {
    this.runner = runner;
    this.parameters = parameters;
    this.origin = origin;
    this.splitsPairs = splitsPairs;
    this.mostHeld = mostHeld;
    this.examiner = new Examiner<>(runner, parameters, mostHeld);
  }

  long excused() {
    return examiner.excused();
  }

  Examiner<O, OE> examiner() {
    return examiner;
  }

  /** Checks what depends on the text alone, and gives the unary answer. */
  O check(String text) {
    try {
      return examiner.examine(text);
    } catch (Breach breach) {
      throw shrunk(Cutting.whole(text), breach);
    }
  }

  /** Checks a cutting of a text that was checked, replayed from one step. */
  void check(Cutting cutting, O answer, IntUnaryOperator choice) {
    try {
      examiner.examine(cutting, answer, Replays.one(choice));
    } catch (Breach breach) {
      throw shrunk(cutting, breach);
    }
  }

  /** Checks a cutting and its text, replayed from every step. */
  void check(Cutting cutting) {
    Breach breach = breach(given -> examine(given, Replays.ALL), cutting);
    if (breach != null) {
      throw shrunk(cutting, breach);
    }
  }

  void check(Scenario scenario) {
    Breach breach = breach(examiner::examine, scenario);
    if (breach != null) {
      throw shrunk(scenario, breach);
    }
  }

  void checkStream(String text, List<OE> streamed) {
    O answer = check(text);
    Breach breach = breach(elements -> examiner.judge(text, answer, elements), streamed);
    if (breach != null) {
      throw error(breach, List.of("text    " + JavaSource.literal(text)));
    }
  }

  private void examine(Cutting cutting, Replays replays) {
    examiner.examine(cutting, examiner.examine(cutting.text()), replays);
  }

  private AssertionError shrunk(Cutting cutting, Breach first) {
    // Most laws break without a replay, which costs the square of the elements.
    boolean plainly = breaks(first.law(), breach(given -> examine(given, Replays.NONE), cutting));
    Replays replays = plainly ? Replays.NONE : Replays.ALL;
    Scenario found = new Scenario(cutting.elements().stream()
        .map(element -> Scenario.turn(REQUEST, element))
        .toList());
    Cutting smallest = smallest(
            found,
            smaller -> breaks(
                first.law(), breach(given -> examine(given, replays), smaller.cutting(REQUEST))))
        .cutting(REQUEST);
    Breach last = breach(given -> examine(given, replays), smallest);
    boolean again = breaks(first.law(), last);
    return error(
        again && last != null ? last : first,
        List.of(
            "text    " + JavaSource.literal(smallest.text()),
            "cutting " + (smallest.elements().isEmpty() ? "into nothing" : smallest),
            found(cutting.elements().size(), again),
            rerun("Cutting.of(" + smallest + ")")));
  }

  private AssertionError shrunk(Scenario scenario, Breach first) {
    Scenario least =
        smallest(scenario, smaller -> breaks(first.law(), breach(examiner::examine, smaller)));
    Breach last = breach(examiner::examine, least);
    boolean again = breaks(first.law(), last);
    return error(
        again && last != null ? last : first,
        List.of(found(scenario.turns().size(), again), rerun("Scenario.of(" + least + ")")));
  }

  Scenario smallest(Scenario failing, Predicate<Scenario> fails) {
    return Shrinker.shrink(failing, splitsPairs, fails);
  }

  static boolean breaks(Law law, @Nullable Breach breach) {
    return breach != null && breach.law() == law;
  }

  static <C> @Nullable Breach breach(Consumer<C> check, C checked) {
    try {
      check.accept(checked);
      return null;
    } catch (Breach breach) {
      return breach;
    }
  }

  private String found(int elements, boolean again) {
    return "found   " + origin + ", in " + elements(elements, again, "");
  }

  /** So many elements of something, and whether the smallest case failed again when it was tried once more. */
  static String elements(int elements, boolean again, String of) {
    String counted = elements + (elements == 1 ? " element" : " elements") + of;
    return again
        ? counted
        : counted + "; it did not fail again, so the module keeps something between requests";
  }

  private String rerun(String which) {
    String bound = mostHeld == Long.MAX_VALUE ? "" : ".holdingAtMost(" + mostHeld + ")";
    return "re-run  ModuleLaws.of(runner)" + setting() + bound + ".check(" + which + ");";
  }

  /** The Java that sets a check up as this one is. */
  String setting() {
    return JavaSource.call(parameters) + (splitsPairs ? "" : ".keepingPairsWhole()");
  }

  AssertionError error(Breach breach, List<String> lines) {
    List<String> all = new ArrayList<>();
    all.add("module '" + runner.module().id() + "' " + runner.module().version()
        + " does not keep the law of task '" + runner.task().name() + "': " + breach.law());
    all.add("wanted  " + breach.wanted());
    all.add("got     " + breach.got());
    breach.flavor().ifPresent(flavor -> all.add("where   " + runner.plan(flavor)));
    if (breach.law().comparesWithUnary()) {
      all.add("unary   " + runner.plan(Flavor.UNARY_UNARY));
    }
    all.addAll(lines);
    return new AssertionError(String.join("\n  ", all), breach.getCause());
  }
}
