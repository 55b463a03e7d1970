package io.millrace.examples.terminal;

/** A way to print a text on a terminal that has colours. */
public enum Style {
  /** What stands beside the point. */
  DIM("2"),
  /** What matters most. */
  BOLD("1"),
  /** What went well. */
  GREEN("32"),
  /** What went wrong. */
  RED("31"),
  /** An entity that was masked. */
  ENTITY("1;30;43");

  private final String codes;

  Style(String codes) {
    this.codes = codes;
  }

  /** The text in this style, or as it is where colours are not wanted. */
  public String of(String text, boolean coloured) {
    return coloured ? "\u001b[" + codes + "m" + text + "\u001b[0m" : text;
  }
}
