package io.millrace.examples.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One line that says every second how far a job is, if a person watches; nothing otherwise. */
public final class Progress {

  private final Terminal terminal;
  private final Screen screen;
  private final Supplier<String> line;
  private final ScheduledExecutorService timer;

  private Progress(Terminal terminal, PrintWriter err, Supplier<String> line) {
    this.terminal = terminal;
    this.screen = new Screen(err);
    this.line = line;
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "progress");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Shows what the supplier says on standard error, which leaves standard output to the results. */
  public static Progress show(PrintWriter err, Supplier<String> line) {
    return show(Terminal.of(Terminal.ERROR), err, line);
  }

  static Progress show(Terminal terminal, PrintWriter err, Supplier<String> line) {
    Progress progress = new Progress(terminal, err, line);
    if (terminal.watched()) {
      var unused = progress.timer.scheduleWithFixedDelay(progress::draw, 0, 1, TimeUnit.SECONDS);
    }
    return progress;
  }

  private void draw() {
    screen.draw(List.of(), List.of(Columns.head(line.get(), terminal.width() - 1)));
  }

  /** Takes the line away. */
  public void stop() throws InterruptedException {
    timer.shutdown();
    boolean unused = timer.awaitTermination(2, TimeUnit.SECONDS);
    if (terminal.watched()) {
      screen.clear();
    }
  }
}
