package io.millrace.flink;

import io.millrace.core.task.ModuleRunner;
import java.io.Serializable;

/** One version of an operator's module, ready to work. */
sealed interface Loaded permits Work, Answering {

  /** Makes it on the worker. */
  interface Recipe<W extends Loaded> extends Serializable {
    W open(Loading loading);
  }

  /** The runner, to be closed by whoever loaded it. */
  ModuleRunner<?, ?, ?, ?> runner();
}
