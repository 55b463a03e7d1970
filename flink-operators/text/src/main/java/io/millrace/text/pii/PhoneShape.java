package io.millrace.text.pii;

import java.util.regex.Pattern;

/**
 * How a number is written. A text of nothing but digits and blanks has one at every digit, and each a dozen of beginnings:
 * so it is told in one pass.
 *
 * @param text the number without its extension
 * @param digits of it
 * @param groups how many groups of digits it has
 * @param longest how many digits the longest group has
 * @param twoOrThree whether a group has two or three digits
 */
record PhoneShape(String text, String digits, int groups, int longest, boolean twoOrThree) {

  /** Dates; four numbers with dots between, as in the addresses of hosts; numbers as of US social security. */
  private static final Pattern FORM_OF_ANOTHER = Pattern.compile(
      "\\d{4}[-./ ]\\d{1,2}[-./ ]\\d{1,2}\\b.*|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}\\b.*|\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{3}-\\d{2}-\\d{4}");

  private static final Pattern YEARS = Pattern.compile("(?:(?:19|20)\\d\\d\\D+)+(?:19|20)\\d\\d");

  /** Amounts: groups of three behind a number that does not begin with 0. */
  private static final Pattern AMOUNT =
      Pattern.compile("[1-9]\\d{0,2}(?:([ .\\xA0\\x{202F}])\\d{3})(?:\\1\\d{3})*");

  static PhoneShape of(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    int groups = 0;
    int longest = 0;
    boolean twoOrThree = false;
    int at = 0;
    while (at < text.length()) {
      int from = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        digits.append(text.charAt(at++));
      }
      int length = at - from;
      groups += length == 0 ? 0 : 1;
      longest = Math.max(longest, length);
      twoOrThree |= length == 2 || length == 3;
      at += length == 0 ? 1 : 0;
    }
    return new PhoneShape(text, digits.toString(), groups, longest, twoOrThree);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  boolean international() {
    return text.startsWith("+") || (text.startsWith("00") && !text.startsWith("000"));
  }

  /** Whether it is written in groups. */
  boolean grouped() {
    return groups > 1;
  }

  /** Whether it is a date, an amount, an address. */
  boolean isSomethingElse() {
    return FORM_OF_ANOTHER.matcher(text).matches()
        || YEARS.matcher(text).matches()
        || AMOUNT.matcher(text).matches();
  }

  /** Whether it is grouped as phones are: an area in parentheses, or several short groups not all of one size but three. */
  boolean typical() {
    boolean area = text.startsWith("(") && text.contains(")");
    boolean shortGroups = groups >= 3 && longest <= 4 && twoOrThree;
    int length = digits.length();
    return length >= 8 && length <= 13 && (area || shortGroups);
  }
}
