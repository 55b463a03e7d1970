package io.millrace.text.pii;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How a number is written.
 *
 * @param text the number without its extension
 * @param groups its groups of digits
 */
record PhoneShape(String text, List<String> groups) {

  private static final Pattern GROUP = Pattern.compile("\\d+");

  /** Dates; four numbers with dots between, as in the addresses of hosts; numbers as of US social security. */
  private static final Pattern FORM_OF_ANOTHER = Pattern.compile(
      "\\d{4}[-./ ]\\d{1,2}[-./ ]\\d{1,2}\\b.*|\\d{1,2}[-./]\\d{1,2}[-./]\\d{4}\\b.*|\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{3}-\\d{2}-\\d{4}");

  private static final Pattern YEARS = Pattern.compile("(?:(?:19|20)\\d\\d\\D+)+(?:19|20)\\d\\d");

  /** Amounts: groups of three behind a number that does not begin with 0. */
  private static final Pattern AMOUNT =
      Pattern.compile("[1-9]\\d{0,2}(?:([ .\\xA0\\x{202F}])\\d{3})(?:\\1\\d{3})*");

  static PhoneShape of(String text) {
    return new PhoneShape(
        text, GROUP.matcher(text).results().map(MatchResult::group).toList());
  }

  String digits() {
    return String.join("", groups);
  }

  boolean international() {
    return text.startsWith("+") || (text.startsWith("00") && !text.startsWith("000"));
  }

  /** Whether it is written in groups. */
  boolean grouped() {
    return groups.size() > 1;
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
    boolean shortGroups = groups.size() >= 3
        && groups.stream().allMatch(group -> group.length() <= 4)
        && groups.stream().anyMatch(group -> group.length() == 2 || group.length() == 3);
    int length = digits().length();
    return length >= 8 && length <= 13 && (area || shortGroups);
  }
}
