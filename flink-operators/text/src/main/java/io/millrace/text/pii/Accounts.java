package io.millrace.text.pii;

import io.millrace.text.scan.CharSet;
import io.millrace.text.scan.LedFinder;
import io.millrace.text.scan.LedFinder.Tail;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Verifier.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.IBANValidator;

/** Numbers of bank accounts, cards and US social security. */
final class Accounts {

  private static final CreditCardValidator BRANDED =
      new CreditCardValidator(CreditCardValidator.AMEX
          | CreditCardValidator.VISA
          | CreditCardValidator.MASTERCARD
          | CreditCardValidator.DISCOVER
          | CreditCardValidator.DINERS);

  private static final CreditCardValidator ANY_CARD =
      CreditCardValidator.genericCreditCardValidator(13, 19);

  private static final Pattern CARD =
      Pattern.compile(Words.regex("(?<!\\d[.,])\\d(?:[ -]?\\d){12,18}(?![%w_])"));

  private static final Pattern SSN =
      Pattern.compile(Words.regex("\\d{3}([ -])\\d{2}\\1\\d{4}(?![%w_])(?!-\\d)"));

  private static final Pattern IBAN = Pattern.compile(ibanRegex());

  private Accounts() {}

  static Rule iban() {
    CharSet letters = CharSet.of("a-zA-Z");
    LedFinder finder =
        new LedFinder(IBAN, Words.and("_"), letters, letters, 2, Words.DIGITS, Tail.DEPENDS);
    return new Rule(BuiltIn.IBAN_CODE, finder, Accounts::verifyIban);
  }

  static Rule creditCard() {
    LedFinder finder = new LedFinder(
        CARD, Words.and("_"), Words.DIGITS, Words.DIGITS, 1, CharSet.of("0-9 -"), Tail.DEPENDS);
    return new Rule(BuiltIn.CREDIT_CARD, finder, Accounts::verifyCard);
  }

  static Rule usSsn() {
    LedFinder finder = new LedFinder(
        SSN, Words.and("_-"), Words.DIGITS, Words.DIGITS, 3, CharSet.of(" -"), Tail.IS_OPEN);
    return new Rule(BuiltIn.US_SSN, finder, Accounts::verifySsn);
  }

  /** Every country has its length, so that an IBAN is known to be complete without a look at what follows but one. */
  private static String ibanRegex() {
    Map<Integer, TreeSet<String>> countries = new TreeMap<>();
    String[] known = Locale.getISOCountries();
    String[] codes = Arrays.copyOf(known, known.length + 1);
    codes[known.length] = "XK";
    for (String code : codes) {
      IBANValidator.Validator validator = IBANValidator.getInstance().getValidator(code);
      if (validator != null) {
        countries
            .computeIfAbsent(validator.getIbanLength(), length -> new TreeSet<>())
            .add(code);
      }
    }
    return countries.entrySet().stream()
        .map(e -> "(?:" + String.join("|", e.getValue()) + ")\\d\\d(?:[ -]?[A-Z0-9]){"
            + (e.getKey() - 4) + "}")
        .collect(Collectors.joining("|", "(?i)(?:", Words.regex(")(?![%w_])")));
  }

  private static Optional<Verdict> verifyIban(String candidate) {
    String iban = withoutSeparators(candidate);
    String upper = iban.toUpperCase(Locale.ROOT);
    return IBANValidator.getInstance().isValid(upper)
        ? Words.verdict(candidate, upper.equals(iban) ? 0.99 : 0.9)
        : Optional.empty();
  }

  /** Other numbers may follow a card's: it ends with one of the groups, with the last that makes it real. */
  private static Optional<Verdict> verifyCard(String candidate) {
    for (int end = candidate.length(); end >= 13; end = endOfGroupBefore(candidate, end)) {
      if (BRANDED.isValid(withoutSeparators(candidate.substring(0, end)))) {
        return Optional.of(new Verdict(end, 0.95));
      }
    }
    return ANY_CARD.isValid(withoutSeparators(candidate))
        ? Words.verdict(candidate, 0.5)
        : Optional.empty();
  }

  private static int endOfGroupBefore(String candidate, int end) {
    return Math.max(candidate.lastIndexOf(' ', end - 1), candidate.lastIndexOf('-', end - 1));
  }

  /** The numbers that the Social Security Administration does not issue. */
  private static Optional<Verdict> verifySsn(String candidate) {
    boolean never = candidate.startsWith("000")
        || candidate.startsWith("666")
        || candidate.startsWith("9")
        || candidate.startsWith("00", 4)
        || candidate.endsWith("0000");
    return never
        ? Optional.empty()
        : Words.verdict(candidate, candidate.charAt(3) == '-' ? 0.9 : 0.6);
  }

  private static String withoutSeparators(String candidate) {
    return candidate.replaceAll("[ -]", "");
  }
}
