package io.millrace.testkit.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.testkit.OtherRun;
import io.millrace.testkit.Scenario;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** Runs scenarios through one operator in one ordeal. */
record OperatorRun(Flavor flavor, Blueprint blueprint, Parameters parameters, Ordeal ordeal)
    implements OtherRun {

  private static final int ONE_IN_FAILS = 6;
  private static final int ONE_IN_SNAPSHOTS = 4;
  private static final int MOST_UNDONE = 4;

  @Override
  public Map<String, List<Object>> run(Scenario scenario) throws Exception {
    List<Message<String>> messages = Delivery.of(scenario, flavor, parameters, ordeal);
    // Of another sequence than that of the delivery, or the same messages would always be hit by
    // both.
    RandomGenerator random = new SplittableRandom(~ordeal.seed());
    Said said = new Said();
    OperatorTasks tasks = new OperatorTasks(blueprint, ordeal);
    try {
      tasks.open();
      for (int at = 0; at < messages.size(); at++) {
        befall(tasks, said, messages.subList(at, messages.size()), random);
        tasks.push(messages.get(at));
      }
      tasks.endInput();
      said.add(tasks.output());
    } catch (Throwable failure) {
      tasks.closeAfter(failure);
      throw failure;
    }
    tasks.close();
    return said.payloads();
  }

  private void befall(
      OperatorTasks tasks, Said said, List<Message<String>> coming, RandomGenerator random)
      throws Exception {
    boolean snapshot = random.nextInt(ONE_IN_SNAPSHOTS) == 0;
    boolean fails = random.nextInt(ONE_IN_FAILS) == 0;
    int undone = Math.min(coming.size(), random.nextInt(MOST_UNDONE + 1));
    if (ordeal.has(Hardship.SNAPSHOTS) && snapshot) {
      tasks.snapshot();
    }
    if (ordeal.has(Hardship.FAILURES) && fails) {
      restore(tasks, said, coming.subList(0, undone));
    } else if (ordeal.has(Hardship.RESTORES_EVERYWHERE)) {
      restore(tasks, said, List.of());
    }
  }

  private static void restore(OperatorTasks tasks, Said said, List<Message<String>> undone)
      throws Exception {
    OperatorSubtaskState snapshot = tasks.snapshot();
    said.add(tasks.output());
    for (Message<String> message : undone) {
      tasks.push(message);
    }
    said.addUndone(tasks.output());
    tasks.restore(snapshot);
  }

  @Override
  public List<OtherRun> simpler() {
    return ordeal.simpler().stream()
        .<OtherRun>map(less -> new OperatorRun(flavor, blueprint, parameters, less))
        .toList();
  }

  @Override
  public String door() {
    return "OperatorLaws.of(runner)";
  }

  @Override
  public String arguments(Scenario scenario) {
    return "Flavor." + flavor + ", Scenario.of(" + scenario + "), " + ordeal;
  }

  @Override
  public String toString() {
    return "the operator " + flavor + " in " + ordeal;
  }
}
