package io.millrace.examples.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * A block of lines at the bottom of a terminal that is drawn again in place, and lines above it that stay. Lines must fit
 * the terminal's width. Used by one thread.
 */
public final class Screen {

  private static final String ESCAPE = "\u001b[";
  private static final String WRAPPING_OFF = ESCAPE + "?7l";
  private static final String WRAPPING_ON = ESCAPE + "?7h";
  private static final String CLEAR_LINE = ESCAPE + "2K";
  private static final String CLEAR_BELOW = ESCAPE + "J";

  private final PrintWriter out;
  private int drawn;

  /** Draws here. */
  public Screen(PrintWriter out) {
    this.out = out;
  }

  /** Puts lines above the block for good, and draws the block again. */
  public void draw(List<String> staying, List<String> block) {
    StringBuilder frame = new StringBuilder(WRAPPING_OFF);
    if (drawn > 0) {
      frame.append(ESCAPE).append(drawn).append('A');
    }
    staying.forEach(line -> append(frame, line));
    block.forEach(line -> append(frame, line));
    frame.append(CLEAR_BELOW).append(WRAPPING_ON);
    drawn = block.size();
    out.print(frame);
    out.flush();
  }

  /** Takes the block away. */
  public void clear() {
    draw(List.of(), List.of());
  }

  private static void append(StringBuilder frame, String line) {
    frame.append('\r').append(CLEAR_LINE).append(line).append('\n');
  }
}
