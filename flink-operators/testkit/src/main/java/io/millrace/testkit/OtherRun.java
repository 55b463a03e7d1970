package io.millrace.testkit;

import io.millrace.core.task.Flavor;
import java.util.List;
import java.util.Map;

/**
 * A way of running a module that is not plain Java: an operator, a cluster, a job. {@link ModuleLaws#check(Scenario,
 * OtherRun)} compares it. Its {@code toString} says in a failure what kind of run it was.
 */
public interface OtherRun {

  /** In which flavour it runs the module. */
  Flavor flavor();

  /**
   * Runs the requests, each from its beginning to its end. The same scenario comes to the same however often it is run, or a
   * failure could not be made smaller.
   *
   * @return by request what came out, in its order: for each request of the scenario, and for no other
   * @throws AssertionError if the run itself was not what it promises, whatever the module said
   * @throws Exception if it could not be run to its end
   */
  Map<String, List<Object>> run(Scenario scenario) throws Exception;

  /** Runs with less that could be to blame, the one with the least first: what a failure tries. None unless said. */
  default List<OtherRun> simpler() {
    return List.of();
  }

  /**
   * The Java that begins a check of this kind; what the check is set up with comes behind it: parameters, pairs kept whole. {@code
   * ModuleLaws.of(runner)} unless said.
   */
  default String door() {
    return "ModuleLaws.of(runner)";
  }

  /**
   * The Java of the arguments with which {@code check} runs this scenario in this way. The scenario and {@code run}, for the
   * reader to fill in, unless said.
   */
  default String arguments(Scenario scenario) {
    return "Scenario.of(" + scenario + "), run";
  }
}
