package io.millrace.cluster;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class and ends when the process that started it does, however that ended: its standard input, a pipe
 * from there, is then at its end.
 */
public final class WithParent {

  private WithParent() {}

  /** Runs the main class that is the first argument, with the others. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watcher = new Thread(WithParent::endWithInput, "with-parent");
    watcher.setDaemon(true);
    watcher.start();
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
        Arrays.copyOfRange(args, 1, args.length));
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // What is written does not matter.
      }
    } catch (IOException e) {
      // Nobody can write any more, which is the same.
    }
    Runtime.getRuntime().halt(1);
  }
}
