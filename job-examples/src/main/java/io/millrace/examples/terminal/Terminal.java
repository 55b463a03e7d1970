package io.millrace.examples.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether a person watches, and how much fits.
 *
 * <p>{@code System.console()} cannot tell: up to JDK 21 it is null when only the input is redirected, from 22 on it is
 * there without any terminal, and what tells them apart is not in JDK 17. So {@code test -t} is asked, as a shell would;
 * where there is none, nobody watches.
 *
 * @param watched whether the stream asked about is a terminal that can move its cursor
 * @param width how many columns it has
 * @param height how many lines it has
 * @param coloured whether colours are wanted, as the <a href="https://no-color.org">NO_COLOR</a> convention says
 */
public record Terminal(boolean watched, int width, int height, boolean coloured) {

  /** The number that the operating system gives the standard output. */
  public static final int OUTPUT = 1;

  /** The number that the operating system gives the standard error. */
  public static final int ERROR = 2;

  private static final Terminal UNWATCHED = new Terminal(false, 80, 24, false);
  private static final int NARROWEST = 20;
  private static final int LOWEST = 6;

  /** Looks at one of this process's own streams. */
  public static Terminal of(int stream) {
    return of(stream, System.getenv());
  }

  static Terminal of(int stream, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "dumb");
    if (kind.equals("dumb") || !answers(stream)) {
      return UNWATCHED;
    }
    boolean coloured = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(true, 80, 24, coloured).measured();
  }

  /** The same terminal with the size it has now. */
  public Terminal measured() {
    String[] size = watched ? askSize().split(" ") : new String[0];
    return size.length == 2
        ? new Terminal(
            true,
            Math.max(NARROWEST, number(size[1], width)),
            Math.max(LOWEST, number(size[0], height)),
            coloured)
        : this;
  }

  private static boolean answers(int stream) {
    try {
      Process test =
          new ProcessBuilder("test", "-t", String.valueOf(stream)).inheritIO().start();
      return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** "rows columns", or nothing if nobody knows. */
  private static String askSize() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(new File("/dev/tty"))
          .redirectError(Redirect.DISCARD)
          .start();
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Some terminals say 0 when they do not know. */
  private static int number(String digits, int otherwise) {
    return digits.matches("[1-9]\\d{0,5}") ? Integer.parseInt(digits) : otherwise;
  }
}
