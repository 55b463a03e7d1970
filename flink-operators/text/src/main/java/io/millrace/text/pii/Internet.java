package io.millrace.text.pii;

import io.millrace.text.scan.CharSet;
import io.millrace.text.scan.LedFinder;
import io.millrace.text.scan.LedFinder.Tail;
import io.millrace.text.scan.Rule;
import io.millrace.text.scan.Verifier.Verdict;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.DomainValidator;
import org.apache.commons.validator.routines.EmailValidator;

/** E-mail addresses, URLs and domain names, checked with Commons Validator and its list of top-level domains. */
final class Internet {

  private static final Pattern EMAIL = Pattern.compile(
      Words.regex("[%w][%w._%+'-]{0,63}+@(?:[%w][%w-]{0,62}+\\.){1,8}[%w][%w-]{1,62}+(?![%w-])"));

  private static final Pattern DOMAIN =
      Pattern.compile(Words.regex("(?:[%w][%w-]{0,62}+\\.){1,8}[%w][%w-]{1,62}+(?![%w@_-])"));

  private static final Pattern URL = Pattern.compile(
      Words.regex("(?i)(?:(?:https?|ftps?|wss?)://|www\\.)[%w._~:/?#\\[\\]@!$&'()*+,;=%-]++"));

  /** Top-level domains that are better known as the ends of file names, or of words. */
  private static final Set<String> DOUBTFUL = Set.of(
      "ai", "app", "as", "at", "be", "cc", "do", "gs", "in", "is", "it", "java", "js", "md", "me",
      "ml", "mov", "my", "no", "ps", "py", "rs", "sh", "so", "st", "to", "ts", "us", "zip");

  private Internet() {}

  static Rule email() {
    LedFinder finder = new LedFinder(
        EMAIL,
        Words.and("._%+-"),
        Words.and(""),
        Words.and("._%+'-"),
        64,
        CharSet.of("@"),
        Tail.IS_OPEN);
    return new Rule(BuiltIn.EMAIL_ADDRESS, finder, Internet::verifyEmail);
  }

  static Rule url() {
    LedFinder finder = new LedFinder(
        URL,
        Words.and("_"),
        CharSet.of("hHfFwW"),
        CharSet.of("a-zA-Z"),
        5,
        CharSet.of(":."),
        Tail.DEPENDS);
    return new Rule(BuiltIn.URL, finder, new UrlVerifier());
  }

  static Rule domain() {
    LedFinder finder = new LedFinder(
        DOMAIN,
        Words.and("@._-"),
        Words.and(""),
        Words.and("-"),
        63,
        CharSet.of("."),
        Tail.IS_OPEN);
    return new Rule(BuiltIn.DOMAIN_NAME, finder, Internet::verifyDomain);
  }

  /** A sentence that begins right behind the address adds labels to it that are none: they are taken off again. */
  private static Optional<Verdict> verifyEmail(String candidate) {
    for (int end = candidate.length(); end > 0; end = candidate.lastIndexOf('.', end - 1)) {
      if (EmailValidator.getInstance().isValid(candidate.substring(0, end))) {
        return Optional.of(new Verdict(end, 0.95));
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> verifyDomain(String candidate) {
    for (int end = candidate.length(); end > 0; end = candidate.lastIndexOf('.', end - 1)) {
      String domain = candidate.substring(0, end);
      if (DomainValidator.getInstance().isValid(domain)) {
        return Optional.of(new Verdict(end, domainScore(domain)));
      }
    }
    return Optional.empty();
  }

  private static double domainScore(String domain) {
    String top = domain.substring(domain.lastIndexOf('.') + 1);
    boolean subdomain = domain.indexOf('.') != domain.lastIndexOf('.');
    boolean capital =
        Character.isUpperCase(top.charAt(0)) && !top.equals(top.toUpperCase(Locale.ROOT));
    if (capital || (DOUBTFUL.contains(top.toLowerCase(Locale.ROOT)) && !subdomain)) {
      return 0.4;
    }
    return subdomain || DomainValidator.getInstance().isValidGenericTld(top) ? 0.85 : 0.7;
  }
}
