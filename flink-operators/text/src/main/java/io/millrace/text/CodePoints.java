package io.millrace.text;

/** Counting in code points. */
final class CodePoints {

  private CodePoints() {}

  /** Where a text ends without a high surrogate that may still get its other half. */
  static int wholeEnd(String text) {
    int end = text.length();
    return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  static long count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A place moved back so that it does not split a surrogate pair. */
  static int notWithinPair(String text, int at) {
    boolean within = at > 0
        && at < text.length()
        && Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
    return within ? at - 1 : at;
  }
}
