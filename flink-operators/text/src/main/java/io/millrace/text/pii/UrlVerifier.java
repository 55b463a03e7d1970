package io.millrace.text.pii;

import io.millrace.text.scan.Verifier;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.DomainValidator;
import org.apache.commons.validator.routines.InetAddressValidator;
import org.apache.commons.validator.routines.UrlValidator;

/**
 * Takes off what belongs to the sentence around a URL, and checks the rest with Commons Validator. A URL that is not quite
 * well-formed still counts, with a lower score, if its host is real: people and models write such.
 */
final class UrlVerifier implements Verifier {

  private static final UrlValidator URLS = new UrlValidator(
      new String[] {"http", "https", "ftp", "ftps", "ws", "wss"}, UrlValidator.ALLOW_2_SLASHES);

  private static final Pattern AUTHORITY =
      Pattern.compile("(?i)(?:[a-z]++://)?(?:[^/?#@]*+@)?(?<host>\\[[^]]*+]|[^/?#:]{0,254}+)");

  @Override
  public Optional<Verdict> verify(String candidate) {
    String url = withoutPunctuation(candidate);
    if (!hostIsReal(url)) {
      return Optional.empty();
    }
    boolean scheme = url.contains("://");
    if (URLS.isValid(scheme ? url : "http://" + url)) {
      return Optional.of(new Verdict(url.length(), scheme ? 0.95 : 0.9));
    }
    return Optional.of(new Verdict(url.length(), 0.7));
  }

  /** Looks no further than a host can reach: it is asked first, and of many a candidate that is none. */
  private static boolean hostIsReal(String url) {
    Matcher authority = AUTHORITY.matcher(url);
    if (!authority.lookingAt()) {
      return false;
    }
    String host = authority.group("host");
    boolean literal = host.startsWith("[") && host.endsWith("]");
    String address = literal ? host.substring(1, host.length() - 1) : host;
    return host.equalsIgnoreCase("localhost")
        || DomainValidator.getInstance().isValid(host)
        || InetAddressValidator.getInstance().isValid(address);
  }

  private static String withoutPunctuation(String candidate) {
    int end = candidate.length();
    while (end > 0 && endsSentence(candidate, end)) {
      end--;
    }
    return candidate.substring(0, end);
  }

  private static boolean endsSentence(String text, int end) {
    char last = text.charAt(end - 1);
    return switch (last) {
      case '.', ',', ';', ':', '!', '?', '\'', '*', '_', '~' -> true;
      case ')' -> closesMore(text, end, '(', ')');
      case ']' -> closesMore(text, end, '[', ']');
      default -> false;
    };
  }

  private static boolean closesMore(String text, int end, char opening, char closing) {
    String before = text.substring(0, end);
    return before.chars().filter(c -> c == closing).count()
        > before.chars().filter(c -> c == opening).count();
  }
}
