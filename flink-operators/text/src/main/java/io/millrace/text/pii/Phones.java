package io.millrace.text.pii;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.millrace.text.scan.CharSet;
import io.millrace.text.scan.LedFinder;
import io.millrace.text.scan.LedFinder.Tail;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phone numbers, checked with libphonenumber. An international number need only be real; a national one must be real in one
 * of the regions given; and one that is neither still counts, with the least score, if it is written as only phone numbers
 * are.
 */
final class Phones implements Verifier {

  /** Blanks that do not break, hyphens and dashes. */
  private static final String BEYOND_ASCII = "\u00A0\u202F\u2010\u2011\u2012\u2013\u2014\u2015";

  private static final String SEPARATOR = "[ .()/" + BEYOND_ASCII + "-]";

  private static final Pattern PHONE = Pattern.compile(Words.regex("(?<!\\d[.,:/-])\\+?\\(?\\d(?:"
      + SEPARATOR + "{0,3}+\\d){6,16}(?: ?(?:x|ext\\.?) ?\\d{1,7})?(?![%w_])"));

  private static final Pattern EXTENSION = Pattern.compile(" ?(?:x|ext\\.?) ?\\d{1,7}$");

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  private final List<PhoneRegion> regions;

  private Phones(List<String> regions) {
    this.regions = regions.stream().map(PhoneRegion::of).toList();
  }

  static Rule rule(List<String> regions) {
    LedFinder finder = new LedFinder(
        PHONE,
        Words.and("_"),
        CharSet.of("0-9+("),
        CharSet.of("0-9"),
        1,
        CharSet.of("0-9+() ./-").and(BEYOND_ASCII),
        Tail.DEPENDS);
    return new Rule(BuiltIn.PHONE_NUMBER, finder, new Phones(regions));
  }

  /** What needs no surer: real, by the registry. */
  private static final double REAL = 0.8;

  /**
   * Other numbers may follow a phone's: of the beginnings that end with a group, the longest that is real, or else the
   * surest.
   */
  @Override
  public Optional<Verdict> verify(String candidate) {
    Optional<Verdict> best = Optional.empty();
    for (int end = candidate.length(); end > 6; end = endOfGroupBefore(candidate, end)) {
      double score = score(candidate.substring(0, end));
      if (score > best.map(Verdict::score).orElse(0.0)) {
        best = Optional.of(new Verdict(end, score));
      }
      if (score >= REAL) {
        return best;
      }
    }
    return best;
  }

  /** What is written without a blank between belongs together, and is not taken apart. */
  private static int endOfGroupBefore(String candidate, int end) {
    int at = end - 1;
    while (at > 0 && !isBlank(candidate.charAt(at))) {
      at--;
    }
    while (at > 0 && !Character.isDigit(candidate.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F';
  }

  private double score(String number) {
    PhoneShape shape = PhoneShape.of(withoutExtension(number));
    if (shape.digits().length() < 7) {
      return 0;
    }
    if (shape.international()) {
      return shape.isSomethingElse() ? 0 : internationalScore(number);
    }
    double score = nationalScore(shape);
    return score > 0 && shape.isSomethingElse() ? 0 : score;
  }

  private static String withoutExtension(String number) {
    return number.indexOf('x') < 0 ? number : EXTENSION.matcher(number).replaceFirst("");
  }

  private double nationalScore(PhoneShape shape) {
    if (regions.stream().anyMatch(region -> region.has(shape.digits()))) {
      return shape.grouped() ? REAL : isTelling(shape.digits()) ? 0.5 : 0.3;
    }
    return shape.typical() ? 0.5 : 0;
  }

  /** Of digits in a row many are real somewhere: these have a national prefix, or the one length of North America. */
  private boolean isTelling(String digits) {
    return digits.startsWith("0")
        || regions.stream().anyMatch(region -> region.code().equals("US") && region.has(digits));
  }

  private static double internationalScore(String number) {
    String plus = number.startsWith("00") ? "+" + number.substring(2) : number;
    return parse(plus, "ZZ")
        .map(parsed -> UTIL.isValidNumber(parsed) ? 0.95 : UTIL.isPossibleNumber(parsed) ? 0.6 : 0)
        .orElse(0.0);
  }

  private static Optional<PhoneNumber> parse(String number, String region) {
    try {
      return Optional.of(UTIL.parse(number, region));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
