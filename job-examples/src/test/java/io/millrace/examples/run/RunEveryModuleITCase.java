package io.millrace.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleDescription.ServedFlavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import io.millrace.examples.Outcome;
import io.millrace.examples.modules.ModuleAt;
import io.millrace.examples.modules.SampleFolders;
import io.millrace.examples.modules.ServedTasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class RunEveryModuleITCase {

  private final AtomicInteger topics = new AtomicInteger();

  @TempDir
  private Path temporary;

  private Surroundings with;

  @BeforeAll
  void start() throws Exception {
    with = new Surroundings();
  }

  @AfterAll
  void stop() {
    with.close();
  }

  /** Every flavour that can be had of every task of every sample of every factory's. */
  static Stream<Arguments> all() {
    return SampleFolders.byFactory().values().stream()
        .flatMap(List::stream)
        .flatMap(folder -> new ModuleAt(folder.toString())
            .describe().tasks().stream()
                .flatMap(task -> task.flavors().stream()
                    .filter(flavor -> flavor.plan().isPresent())
                    .map(ServedFlavor::flavor)
                    .map(flavor -> Arguments.of(folder, task.name(), flavor))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTopicHasWhatPlainJavaAnswers(Path sample, String task, Flavor flavor) throws Exception {
    Path folder = with.asking(sample, temporary);
    try (TaskModule module = TaskModule.load(folder)) {
      Task<?, ?, ?, ?> found = ServedTasks.of(module).named(task);
      assertEachModeAnswers(folder, found.runner(module), flavor);
    }
  }

  private <I, IE, O, OE> void assertEachModeAnswers(
      Path folder, ModuleRunner<I, IE, O, OE> runner, Flavor flavor) throws Exception {
    Task<I, IE, O, OE> task = runner.task();
    Map<String, ? extends List<?>> requests = flavor.streamsInput()
        ? written("in", task.inputElementType(), flavor)
        : written("in", task.inputType(), flavor);
    Map<String, List<?>> answers = new TreeMap<>();
    requests.forEach(
        (id, elements) -> answers.put(id, SampleRequests.answer(runner, flavor, elements)));
    Class<?> payload = flavor.streamsOutput() ? task.outputElementType() : task.outputType();
    for (String mode : modes(flavor)) {
      Outcome outcome = with.run(
          "--module=" + folder,
          "--task=" + task.name(),
          "--flavor=" + flavor,
          "--input=in-" + topics,
          "--output=out-" + mode + topics,
          "--bounded",
          "--mode=" + mode);

      assertThat(outcome)
          .isEqualTo(new Outcome(
              0,
              "%,d requests ended, %,d elements, 0 dead letters\n"
                  .formatted(
                      answers.size(),
                      answers.values().stream().mapToInt(List::size).sum()),
              ""));
      assertThat(with.payloads("out-" + mode + topics, payload)).isEqualTo(answers);
    }
  }

  /** What BATCH does otherwise is to sort what belongs to one request. */
  private static List<String> modes(Flavor flavor) {
    return flavor.streamsInput() ? List.of("streaming", "batch") : List.of("streaming");
  }

  /** Writes the sample requests to a topic of a new number. */
  private <T> Map<String, List<T>> written(String topic, Class<T> type, Flavor flavor)
      throws Exception {
    Map<String, List<T>> requests = SampleRequests.of(type, flavor);
    String name = topic + "-" + topics.incrementAndGet();
    with.kafka().createTopic(name, 2);
    with.kafka().write(SampleRequests.envelopes(name, type, requests));
    return requests;
  }
}
