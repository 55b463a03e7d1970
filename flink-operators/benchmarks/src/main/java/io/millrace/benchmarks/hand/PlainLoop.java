package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.run.Effort;
import io.millrace.benchmarks.run.Lap;
import io.millrace.benchmarks.run.Stretch;
import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.UnaryUnary;
import io.millrace.flink.RunnerSupplier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that have a module answer one text after the other, and do nothing else. */
public final class PlainLoop {

  private static final int BETWEEN_LOOKS = 16;

  private final Recipe recipe;
  private final String[] texts;
  private final int threads;

  /** Makes the module, one for each thread. */
  private interface Recipe {
    ModuleRunner<String, ?, ?, ?> get();
  }

  /** Given the recipe of the module's runner, the texts that come round and round, and how many threads there are. */
  public <IE, O, OE> PlainLoop(
      RunnerSupplier<String, IE, O, OE> runner, String[] texts, int threads) {
    this.recipe = runner::get;
    this.texts = texts.clone();
    this.threads = threads;
  }

  /** Runs for so long. */
  public Lap run(Effort.Span span) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Lap>> laps = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        laps.add(pool.submit(() -> loop(span)));
      }
      Lap all = new Lap(0, 0, 0);
      for (Future<Lap> lap : laps) {
        all = all.beside(lap.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  private Lap loop(Effort.Span span) throws IOException {
    try (ModuleRunner<String, ?, ?, ?> runner = recipe.get()) {
      UnaryUnary<String, ?> module = runner.unaryUnary();
      Stretch.Timed stretch = new Stretch.Timed(span);
      long answered = 0;
      while (answered % BETWEEN_LOOKS != 0 || !stretch.isOver(answered)) {
        if (module.run(texts[(int) (answered % texts.length)], Parameters.NONE) == null) {
          throw new IllegalStateException("the module did not answer");
        }
        answered++;
      }
      return stretch.lap();
    }
  }
}
