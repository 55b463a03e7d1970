package io.millrace.core.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a flavour is met: natively, or by composing a native one with translators.
 *
 * @param flavor what is wanted
 * @param source the native flavour it is made of
 * @param backend the backend that implements it
 * @param backends all backends that implement the task
 * @param parts for a module made of modules, the plans of these, in words
 */
public record Plan(
    Flavor flavor, Flavor source, String backend, List<String> backends, List<String> parts) {

  /** The order in which paths are preferred, the best first. */
  static final Comparator<Plan> PREFERENCE = Comparator.comparing((Plan plan) -> !plan.isNative())
      .thenComparing(Plan::buffersInput)
      .thenComparing(Plan::buffersOutput)
      .thenComparing(Plan::translators)
      .thenComparing(Plan::source);

  /** Copies the lists. */
  public Plan {
    backends = List.copyOf(backends);
    parts = List.copyOf(parts);
  }

  /** The plan of a module with one unnamed backend, which is made of no others. */
  public Plan(Flavor flavor, Flavor source) {
    this(flavor, source, Serving.LOCAL, List.of(Serving.LOCAL), List.of());
  }

  /** Whether the module implements the flavour itself. */
  public boolean isNative() {
    return flavor == source;
  }

  /** Whether the whole input is assembled before any of it is worked on. */
  public boolean buffersInput() {
    return flavor.streamsInput() && !source.streamsInput();
  }

  /** Whether the whole output is there before any of it leaves. */
  public boolean buffersOutput() {
    return flavor.streamsOutput() && !source.streamsOutput();
  }

  /** Whether the path goes through the input translator. */
  public boolean needsInputTranslator() {
    return flavor.streamsInput() != source.streamsInput() || keepsInputBeside();
  }

  /** Whether the path goes through the output translator. */
  public boolean needsOutputTranslator() {
    return flavor.streamsOutput() != source.streamsOutput();
  }

  /** Whether the input is assembled beside the work, because splitting the output needs to see it. */
  public boolean keepsInputBeside() {
    return flavor == Flavor.STREAM_STREAM && source == Flavor.STREAM_UNARY;
  }

  private int translators() {
    return (needsInputTranslator() ? 1 : 0) + (needsOutputTranslator() ? 1 : 0);
  }

  /**
   * The plan in words: "STREAM_UNARY from STREAM_STREAM: joins the output; buffers nothing". The backend is said if there
   * are several, and for a module made of modules, what they do.
   */
  public String describe() {
    String words = isNative()
        ? flavor + " is native"
        : flavor + " from " + source + ": " + String.join(", ", steps()) + "; buffers "
            + buffered();
    return words
        + (parts.isEmpty() ? "" : "; made of " + String.join(", then ", parts))
        + (backends.size() > 1 ? "; backend " + backend + " of " + backends : "");
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    if (keepsInputBeside()) {
      steps.add("joins the input beside it");
    } else if (needsInputTranslator()) {
      steps.add(flavor.streamsInput() ? "joins the input" : "splits the input");
    }
    if (needsOutputTranslator()) {
      steps.add(flavor.streamsOutput() ? "splits the output" : "joins the output");
    }
    return steps;
  }

  private String buffered() {
    if (buffersInput()) {
      return buffersOutput() ? "the whole input and output" : "the whole input";
    }
    return buffersOutput() ? "the whole output" : "nothing";
  }

  @Override
  public String toString() {
    return describe();
  }
}
