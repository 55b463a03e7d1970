package io.millrace.testkit;

import io.millrace.core.task.Flavor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a run elsewhere with plain Java; turns a difference into the simplest run and the smallest scenario with it. */
final class OtherRunCheck<O, OE> {

  /** Such a run costs much more than one in plain Java, so a failure is made smaller with this many at most. */
  private static final int MOST_TRIES = 400;

  private final Failures<O, OE> failures;
  private int tries;

  OtherRunCheck(Failures<O, OE> failures) {
    this.failures = failures;
  }

  void check(Scenario scenario, OtherRun run) {
    Breach breach = breach(scenario, run);
    if (breach != null) {
      throw shrunk(scenario, run, breach);
    }
  }

  private @Nullable Breach breach(Scenario scenario, OtherRun run) {
    return Failures.breach(given -> compare(given, run), scenario);
  }

  /** Plain Java has its say first, and of all requests: what fails there too is not to be blamed on the run. */
  private void compare(Scenario scenario, OtherRun run) {
    Flavor flavor = run.flavor();
    Map<String, List<?>> wanted = new LinkedHashMap<>();
    scenario
        .requests()
        .forEach((request, cutting) ->
            wanted.put(request, failures.examiner().plainly(flavor, cutting)));
    Map<String, List<Object>> came = come(scenario, run);
    if (!came.keySet().equals(wanted.keySet())) {
      throw Breach.of(Law.EVERY_REQUEST, answers(wanted), answers(came)).in(flavor);
    }
    wanted.forEach((request, answer) -> {
      List<Object> got = came.getOrDefault(request, List.of());
      if (!answer.equals(got)) {
        throw Breach.of(
                Law.EVERYWHERE,
                "request '" + request + "' to give " + answer,
                "request '" + request + "' to give " + got)
            .in(flavor);
      }
    });
  }

  private static String answers(Map<String, ?> byRequest) {
    return "answers to " + new TreeSet<>(byRequest.keySet());
  }

  private static Map<String, List<Object>> come(Scenario scenario, OtherRun run) {
    try {
      return run.run(scenario);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + run, e);
    } catch (Exception | AssertionError thrown) {
      throw Breach.failed(thrown).in(run.flavor());
    }
  }

  private AssertionError shrunk(Scenario scenario, OtherRun run, Breach first) {
    OtherRun simplest = simplest(scenario, run, first.law());
    Scenario least =
        failures.smallest(scenario, smaller -> stillBreaks(smaller, simplest, first.law()));
    OtherRun last = simplest(least, simplest, first.law());
    Breach shown = breach(least, last);
    boolean again = Failures.breaks(first.law(), shown);
    return failures.error(
        again && shown != null ? shown : first,
        List.of(
            "run     " + (first.law().isOfOtherRuns() ? "" : "plain Java, before ") + last,
            "found   in " + Failures.elements(scenario.turns().size(), again, " of " + run),
            "re-run  " + last.door() + failures.setting() + ".check(" + last.arguments(least)
                + ");"));
  }

  private OtherRun simplest(Scenario scenario, OtherRun run, Law law) {
    for (OtherRun simpler : run.simpler()) {
      if (stillBreaks(scenario, simpler, law)) {
        return simplest(scenario, simpler, law);
      }
    }
    return run;
  }

  private boolean stillBreaks(Scenario scenario, OtherRun run, Law law) {
    if (tries == MOST_TRIES) {
      return false;
    }
    tries++;
    return Failures.breaks(law, breach(scenario, run));
  }
}
