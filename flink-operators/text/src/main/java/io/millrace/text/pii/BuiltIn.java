package io.millrace.text.pii;

import io.millrace.text.scan.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules that come with the library. */
public final class BuiltIn {

  public static final String EMAIL_ADDRESS = "EMAIL_ADDRESS";
  public static final String URL = "URL";
  public static final String IBAN_CODE = "IBAN_CODE";
  public static final String CREDIT_CARD = "CREDIT_CARD";
  public static final String US_SSN = "US_SSN";
  public static final String IP_ADDRESS = "IP_ADDRESS";
  public static final String PHONE_NUMBER = "PHONE_NUMBER";
  public static final String DOMAIN_NAME = "DOMAIN_NAME";

  /** The labels, the ones that win a tie first. */
  public static final List<String> LABELS = List.of(
      EMAIL_ADDRESS, URL, IBAN_CODE, CREDIT_CARD, US_SSN, IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME);

  private BuiltIn() {}

  /**
   * The rules, in the order of {@link #LABELS}.
   *
   * @param regions the regions whose national phone numbers are known, as ISO 3166 codes
   */
  public static List<Rule> rules(List<String> regions) {
    return Stream.of(
            Internet.email(),
            Internet.url(),
            Accounts.iban(),
            Accounts.creditCard(),
            Accounts.usSsn(),
            Addresses.ipV4(),
            Addresses.ipV6(),
            Phones.rule(regions),
            Internet.domain())
        .toList();
  }
}
