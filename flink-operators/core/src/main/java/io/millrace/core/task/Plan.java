package io.millrace.core.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a flavour is met: natively, or by composing a native one with translators.
 *
 * @param flavor what is wanted
 * @param source the native flavour it is made of
 */
public record Plan(Flavor flavor, Flavor source) {

  /** The order in which paths are preferred, the best first. */
  static final Comparator<Plan> PREFERENCE = Comparator.comparing((Plan plan) -> !plan.isNative())
      .thenComparing(Plan::buffersInput)
      .thenComparing(Plan::buffersOutput)
      .thenComparing(Plan::translators)
      .thenComparing(Plan::source);

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

  /** The plan in words: "STREAM_UNARY from STREAM_STREAM: joins the output; buffers nothing". */
  public String describe() {
    if (isNative()) {
      return flavor + " is native";
    }
    return flavor + " from " + source + ": " + String.join(", ", steps()) + "; buffers "
        + buffered();
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
