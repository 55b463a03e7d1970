package io.millrace.text.pii;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.millrace.text.scan.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is looked at before libphonenumber is asked changes no answer. */
class PhonesTest {

  /** Main regions of their country codes and others, with a national prefix and without. */
  private static final List<String> REGIONS = List.of(
      "US", "GB", "DE", "FR", "ES", "IT", "NL", "CH", "AT", "BE", "AU", "IN", "BR", "MX", "JP",
      "SE", "PL", "CA", "GG", "VA", "KZ", "SM", "CI", "AR");

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  private final Verifier guarded = Phones.rule(REGIONS).verifier();

  @Test
  void theAnswersAreThoseOfTheUnguardedVerifier() {
    Random random = new Random(20_261_127);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String candidate = candidate(random);
      Optional<Verifier.Verdict> expected = Unguarded.verify(candidate);
      assertThat(guarded.verify(candidate)).as(candidate).isEqualTo(expected);
      found += expected.isPresent() ? 1 : 0;
    }
    assertThat(found).isBetween(2_000, 18_000);
  }

  @Test
  void aRegionHasTheNumbersThatTheLibraryHas() {
    Random random = new Random(7);
    for (String code : REGIONS) {
      PhoneRegion region = PhoneRegion.of(code);
      String prefix = region.prefix();
      for (int i = 0; i < 1_000; i++) {
        String digits = (random.nextBoolean() ? prefix : "0".repeat(random.nextInt(3)))
            + digits(random, 1 + random.nextInt(16));
        assertThat(region.has(digits))
            .as(code + " " + digits)
            .isEqualTo(Unguarded.has(code, digits));
      }
      PhoneNumber example = UTIL.getExampleNumber(code);
      String national = prefix + UTIL.getNationalSignificantNumber(example);
      assertThat(region.has(national))
          .as(code + " " + national)
          .isEqualTo(Unguarded.has(code, national));
    }
  }

  /** Digits in a row, alone, or in groups; real numbers with something around; dates and amounts come of it, too. */
  private static String candidate(Random random) {
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(4)) {
      case 0 -> text.append('+');
      case 1 -> text.append(random.nextBoolean() ? "00" : "0");
      case 2 -> text.append(random.nextBoolean() ? "(" : "");
      default -> {}
    }
    if (random.nextInt(3) == 0) {
      PhoneNumber example = UTIL.getExampleNumber(REGIONS.get(random.nextInt(REGIONS.size())));
      text.append(UTIL.format(
          example,
          random.nextBoolean()
              ? PhoneNumberUtil.PhoneNumberFormat.NATIONAL
              : PhoneNumberUtil.PhoneNumberFormat.INTERNATIONAL));
      text.append(random.nextBoolean() ? "" : " ");
    }
    int groups = random.nextInt(9);
    int most = 1 + random.nextInt(4);
    String separators = " .-/\u00A0)";
    for (int i = 0; i < groups; i++) {
      text.append(digits(random, 1 + random.nextInt(most)));
      text.append(separators.charAt(random.nextInt(3) == 0 ? random.nextInt(6) : 0));
    }
    text.append(digits(random, 1 + random.nextInt(4)));
    return random.nextInt(8) == 0 ? text.append(" ext. 12").toString() : text.toString();
  }

  private static String digits(Random random, int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  /** The verifier as it is thought: every beginning is cut into groups by expressions, and asked about in every region. */
  private static final class Unguarded {
    private static final Pattern EXTENSION = Pattern.compile(" ?(?:x|ext\\.?) ?\\d{1,7}$");

    private Unguarded() {}

    static Optional<Verifier.Verdict> verify(String candidate) {
      Optional<Verifier.Verdict> best = Optional.empty();
      int end = candidate.length();
      while (end > 6) {
        double score = score(candidate.substring(0, end));
        if (score > best.map(Verifier.Verdict::score).orElse(0.0)) {
          best = Optional.of(new Verifier.Verdict(end, score));
        }
        if (score >= 0.8) {
          return best;
        }
        String rest = candidate.substring(0, end - 1);
        int blank = Math.max(
            rest.lastIndexOf(' '),
            Math.max(rest.lastIndexOf('\u00A0'), rest.lastIndexOf('\u202F')));
        end = rest.substring(0, Math.max(blank, 0)).replaceFirst("\\D+$", "").length();
      }
      return best;
    }

    private static double score(String number) {
      String text = EXTENSION.matcher(number).replaceFirst("");
      List<String> groups = Pattern.compile("\\d+")
          .matcher(text)
          .results()
          .map(MatchResult::group)
          .toList();
      String digits = String.join("", groups);
      PhoneShape shape = PhoneShape.of(text);
      if (digits.length() < 7 || shape.isSomethingElse()) {
        return 0;
      }
      if (shape.international()) {
        return international(number);
      }
      if (REGIONS.stream().anyMatch(region -> has(region, digits))) {
        return groups.size() > 1 ? 0.8 : digits.startsWith("0") || has("US", digits) ? 0.5 : 0.3;
      }
      boolean area = text.startsWith("(") && text.contains(")");
      boolean shortGroups = groups.size() >= 3
          && groups.stream().allMatch(group -> group.length() <= 4)
          && groups.stream().anyMatch(group -> group.length() == 2 || group.length() == 3);
      return digits.length() >= 8 && digits.length() <= 13 && (area || shortGroups) ? 0.5 : 0;
    }

    private static double international(String number) {
      try {
        PhoneNumber parsed =
            UTIL.parse(number.startsWith("00") ? "+" + number.substring(2) : number, "ZZ");
        return UTIL.isValidNumber(parsed) ? 0.95 : UTIL.isPossibleNumber(parsed) ? 0.6 : 0;
      } catch (NumberParseException e) {
        return 0;
      }
    }

    static boolean has(String region, String digits) {
      String known = UTIL.getNddPrefixForRegion(region, true);
      String prefix = known == null ? "" : known;
      boolean prefixed = !prefix.isEmpty() && digits.startsWith(prefix);
      String national = prefixed ? digits.substring(prefix.length()) : digits;
      if ((prefix.equals("0") && !prefixed) || national.isEmpty() || national.length() > 15) {
        return false;
      }
      return UTIL.isValidNumberForRegion(
          new PhoneNumber()
              .setCountryCode(UTIL.getCountryCodeForRegion(region))
              .setNationalNumber(Long.parseLong(national))
              .setItalianLeadingZero(national.startsWith("0")),
          region);
    }
  }
}
