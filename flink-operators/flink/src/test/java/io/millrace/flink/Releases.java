package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The toy module in versions: each says its version before each element. Some cannot take the place of others. What is
 * loaded and closed is written down, wherever the supplier travelled.
 */
final class Releases implements RunnerSupplier<String, String, String, String> {

  private static final long serialVersionUID = 1L;

  private static final Map<String, List<String>> JOURNALS = new ConcurrentHashMap<>();

  private final String journal;
  private final String version;

  private Releases(String journal, String version) {
    this.journal = journal;
    this.version = version;
  }

  /** Beginning with a version; what happens is written down under a name. */
  static Releases of(String journal, String version) {
    JOURNALS.putIfAbsent(journal, new CopyOnWriteArrayList<>());
    return new Releases(journal, version);
  }

  /** What was loaded (+) and closed (-) since this was last asked. */
  List<String> journal() {
    List<String> entries = entries();
    List<String> all = List.copyOf(entries);
    entries.removeAll(all);
    return all;
  }

  private List<String> entries() {
    return JOURNALS.computeIfAbsent(journal, any -> new CopyOnWriteArrayList<>());
  }

  @Override
  public String reference() {
    return version;
  }

  @Override
  public Releases at(String reference) {
    return new Releases(journal, reference);
  }

  @Override
  public ModuleRunner<String, String, String, String> get() {
    switch (version) {
      case "gone" -> throw Status.Code.NOT_FOUND.because("no version 'gone'").asException();
      case "broken" -> throw new NoClassDefFoundError("acme/Model");
      default -> {}
    }
    entries().add("+" + version);
    TaskModule.Builder module = TaskModule.named("echo", version);
    module.serves(Echo.TASK, as -> {
      if (version.equals("9.0.0")) {
        as.streamStream(new Forgetful());
      } else {
        as.streamStream(new Saying(version));
      }
      if (!version.endsWith("-numb")) {
        as.reads(Echo.TIMES);
      }
    });
    return Echo.TASK.runner(module.holds(() -> entries().add("-" + version)).build());
  }

  private record Saying(String version) implements StreamStream<String, Echo.Held, String> {
    @Override
    public StateType<Echo.Held> stateType() {
      return StateType.of(Echo.Held.class);
    }

    @Override
    public Echo.Held open(Parameters parameters) {
      return parameters.asMap().isEmpty() ? new Echo.Held("", 1) : new Echo().open(parameters);
    }

    @Override
    public Echo.Held next(Echo.Held state, String element, Consumer<? super String> out) {
      return new Echo().next(state, element, said -> out.accept(version + " " + said));
    }

    @Override
    public void end(Echo.Held state, Consumer<? super String> out) {
      new Echo().end(state, said -> out.accept(version + " " + said));
    }
  }

  /** Version 9.0.0 keeps something else. */
  private static final class Forgetful implements StreamStream<String, Long, String> {
    @Override
    public StateType<Long> stateType() {
      return StateType.of(Long.class);
    }

    @Override
    public Long open(Parameters parameters) {
      return 0L;
    }

    @Override
    public Long next(Long state, String element, Consumer<? super String> out) {
      return state + 1;
    }

    @Override
    public void end(Long state, Consumer<? super String> out) {
      out.accept(state.toString());
    }
  }
}
