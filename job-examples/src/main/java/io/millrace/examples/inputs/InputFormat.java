package io.millrace.examples.inputs;

import io.millrace.core.task.Flavor;
import io.millrace.core.task.Task;
import io.millrace.examples.modules.ServedTasks;
import io.millrace.schemas.GeneratedTextStreamResult;

/** What can be read, as it is given. */
public enum InputFormat {
  /** Envelopes in Avro's single-object encoding. */
  SINGLE_OBJECT("single-object"),
  /** Envelopes in Confluent's wire format. */
  REGISTRY("registry"),
  /** The body of envelopes alone. */
  PLAIN("plain"),
  /** {@code chat.completion.chunk} JSON. */
  CHUNKS("chunks"),
  /** Whole texts. */
  TEXT("text"),
  /** Whole texts in JSON. */
  PROMPTS("prompts");

  private final String option;

  InputFormat(String option) {
    this.option = option;
  }

  /**
   * Looks whether there is what the task takes in this flavour.
   *
   * @throws IllegalArgumentException saying what is there, what is taken, and what to do
   */
  public void require(Task<?, ?, ?, ?> task, Flavor flavor) {
    Class<?> taken = flavor.streamsInput() ? task.inputElementType() : task.inputType();
    if (this == CHUNKS && !flavor.streamsInput()) {
      throw new IllegalArgumentException("--input-format chunks gives the pieces of each text but"
          + " --flavor " + ServedTasks.option(flavor)
          + " takes a whole input in one message: it needs"
          + " --flavor stream_unary or stream_stream, or another format");
    }
    boolean fits = switch (this) {
      case SINGLE_OBJECT, REGISTRY, PLAIN -> true;
      case CHUNKS -> taken == String.class || taken == GeneratedTextStreamResult.class;
      case TEXT, PROMPTS -> taken == String.class;
    };
    if (!fits) {
      throw new IllegalArgumentException("--input-format " + this + " gives texts but task '"
          + task.name() + "' takes " + taken.getName() + " with --flavor "
          + ServedTasks.option(flavor) + ": it needs envelopes with such payloads"
          + (taken == GeneratedTextStreamResult.class ? ", or --input-format chunks" : ""));
    }
  }

  @Override
  public String toString() {
    return option;
  }
}
