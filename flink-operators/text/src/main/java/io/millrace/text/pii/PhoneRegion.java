package io.millrace.text.pii;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/**
 * A region whose national numbers are known. Its numbers are put together here from their digits, as libphonenumber's parser
 * takes twenty times as long, and every number is tried in every region.
 *
 * @param code the ISO 3166 code
 * @param country the country calling code
 * @param prefix what is dialled in front of a number within the country; empty if nothing is
 * @param lengths the bit of each number of digits that a number may have, without the prefix
 */
record PhoneRegion(String code, int country, String prefix, int lengths) {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  /** The most digits that E.164 allows. */
  private static final int MOST_DIGITS = 15;

  private static final int ANY_LENGTH = -1;

  static PhoneRegion of(String code) {
    if (!UTIL.getSupportedRegions().contains(code)) {
      throw new IllegalArgumentException(
          "a region must be an ISO 3166 code with phone numbers but was \"" + code + "\"");
    }
    String prefix = UTIL.getNddPrefixForRegion(code, true);
    int country = UTIL.getCountryCodeForRegion(code);
    return new PhoneRegion(code, country, prefix == null ? "" : prefix, lengths(code, country));
  }

  /**
   * Which numbers of digits are possible: libphonenumber tells that of the main region of a country code, by the length alone.
   * A number of another length is in no use there, and need not be looked up.
   */
  private static int lengths(String code, int country) {
    if (!UTIL.getRegionCodeForCountryCode(country).equals(code)) {
      return ANY_LENGTH;
    }
    int lengths = 0;
    long shortest = 1;
    for (int length = 1; length <= MOST_DIGITS + 1; length++) {
      PhoneNumber one = new PhoneNumber().setCountryCode(country).setNationalNumber(shortest);
      lengths |= UTIL.isPossibleNumber(one) ? 1 << length : 0;
      shortest *= 10;
    }
    return lengths;
  }

  /** Whether digits are a number that is in use here, with the prefix in front where that is a 0. */
  boolean has(String digits) {
    boolean prefixed = !prefix.isEmpty() && digits.startsWith(prefix);
    if (prefix.equals("0") && !prefixed) {
      return false;
    }
    String national = prefixed ? digits.substring(prefix.length()) : digits;
    if (national.isEmpty() || national.length() > MOST_DIGITS) {
      return false;
    }
    if ((lengths & 1 << significant(national)) == 0) {
      return false;
    }
    PhoneNumber number = new PhoneNumber()
        .setCountryCode(country)
        .setNationalNumber(Long.parseLong(national))
        .setItalianLeadingZero(national.startsWith("0"));
    return UTIL.isValidNumberForRegion(number, code);
  }

  /** How many digits it has for libphonenumber, which is given one leading zero at most. */
  private static int significant(String national) {
    int zeros = 0;
    while (zeros < national.length() - 1 && national.charAt(zeros) == '0') {
      zeros++;
    }
    return national.length() - zeros + (national.startsWith("0") ? 1 : 0);
  }
}
