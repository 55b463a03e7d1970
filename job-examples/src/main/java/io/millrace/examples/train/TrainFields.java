package io.millrace.examples.train;

import io.millrace.core.action.Field;
import java.util.List;

/** What a model takes and remembers. */
final class TrainFields {

  /** The input: what to learn from. */
  static final Field<List<Example>> EXAMPLES = Field.listOf("examples", Example.class);

  /** The input: what to predict. */
  static final Field<List<Point>> POINTS = Field.listOf("points", Point.class);

  /** The input: {@link Training#epochs}. */
  static final Field<Long> EPOCHS = Field.ofLong("epochs");

  /** The input: {@link Training#rate}. */
  static final Field<Double> RATE = Field.ofDouble("rate");

  /** The input: {@link Training#decay}. */
  static final Field<Double> DECAY = Field.ofDouble("decay");

  /** The input: {@link Training#seed}. */
  static final Field<Long> SEED = Field.ofLong("seed");

  /** What the last request asked for. */
  static final Field<Asked> ASKED = Field.of("asked", Asked.class);

  /** The model; not there until it has learned something. */
  static final Field<LinearModel> MODEL = Field.of("model", LinearModel.class);

  private TrainFields() {}
}
