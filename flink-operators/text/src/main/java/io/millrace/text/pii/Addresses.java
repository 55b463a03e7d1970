package io.millrace.text.pii;

import io.millrace.text.scan.CharSet;
import io.millrace.text.scan.LedFinder;
import io.millrace.text.scan.LedFinder.Tail;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Verifier.Verdict;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.InetAddressValidator;

/** IP addresses of both versions, checked with Commons Validator. */
final class Addresses {

  private static final Pattern V4 =
      Pattern.compile(Words.regex("\\d{1,3}(?:\\.\\d{1,3}){3}(?![%w_])(?!\\.\\d)"));

  private static final Pattern V6 = Pattern.compile(Words.regex(
      "(?=[0-9A-Fa-f]{0,4}+:[0-9A-Fa-f]{0,4}+:)[0-9A-Fa-f:]{2,39}+(?:\\.\\d{1,3}){0,3}(?![%w_:])"));

  /** With fewer hexadecimal digits than these, the colons may well be of a programming language. */
  private static final int TELLING_DIGITS = 4;

  private Addresses() {}

  static Rule ipV4() {
    LedFinder finder = new LedFinder(
        V4, Words.and("._"), Words.DIGITS, Words.DIGITS, 3, CharSet.of("."), Tail.IS_OPEN);
    return new Rule(BuiltIn.IP_ADDRESS, finder, Addresses::verifyV4);
  }

  static Rule ipV6() {
    CharSet hex = CharSet.of("0-9A-Fa-f");
    LedFinder finder = new LedFinder(
        V6, Words.and(":._"), CharSet.of("0-9A-Fa-f:"), hex, 5, CharSet.of(":"), Tail.DEPENDS);
    return new Rule(BuiltIn.IP_ADDRESS, finder, Addresses::verifyV6);
  }

  private static Optional<Verdict> verifyV4(String candidate) {
    return InetAddressValidator.getInstance().isValidInet4Address(candidate)
        ? Words.verdict(candidate, candidate.length() > 7 ? 0.95 : 0.6)
        : Optional.empty();
  }

  private static Optional<Verdict> verifyV6(String candidate) {
    boolean colonOfSentence = candidate.endsWith(":") && !candidate.endsWith("::");
    String address = colonOfSentence ? candidate.substring(0, candidate.length() - 1) : candidate;
    long digits = address.chars().filter(c -> c != ':').count();
    if (digits == 0 || !InetAddressValidator.getInstance().isValidInet6Address(address)) {
      return Optional.empty();
    }
    boolean telling = digits >= TELLING_DIGITS || address.equals("::1");
    return Optional.of(new Verdict(address.length(), telling ? 0.95 : 0.4));
  }
}
