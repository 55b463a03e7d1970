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
 */
record PhoneRegion(String code, int country, String prefix) {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  /** The most digits that E.164 allows. */
  private static final int MOST_DIGITS = 15;

  static PhoneRegion of(String code) {
    if (!UTIL.getSupportedRegions().contains(code)) {
      throw new IllegalArgumentException(
          "a region must be an ISO 3166 code with phone numbers but was \"" + code + "\"");
    }
    String prefix = UTIL.getNddPrefixForRegion(code, true);
    return new PhoneRegion(code, UTIL.getCountryCodeForRegion(code), prefix == null ? "" : prefix);
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
    PhoneNumber number = new PhoneNumber()
        .setCountryCode(country)
        .setNationalNumber(Long.parseLong(national))
        .setItalianLeadingZero(national.startsWith("0"));
    return UTIL.isValidNumberForRegion(number, code);
  }
}
