package io.millrace.testkit;

import java.util.List;

/**
 * Personal data that belongs to nobody: names and addresses reserved for documentation (RFC 2606, 3849, 5737), telephone
 * numbers kept free for fiction (555-01xx, Ofcom's and Arcep's ranges), cards for tests, and account and social security
 * numbers that their issuers print as examples. Some are nearly valid, by one digit.
 */
final class PersonalData {

  static final List<String> ALL = List.of(
      "ada@example.com",
      "ada.lovelace+notes@mail.example.org",
      "o'brien_1@sub.example.net",
      "https://example.com/a/b?c=d&e=f#g",
      "http://192.0.2.7:8080/x",
      "www.example.net",
      "example.org",
      "192.0.2.1",
      "198.51.100.23",
      "203.0.113.254",
      "203.0.113.256",
      "2001:db8::1",
      "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
      "::ffff:192.0.2.128",
      "4111 1111 1111 1111",
      "5555-5555-5555-4444",
      "378282246310005",
      "4111 1111 1111 1112",
      "DE89 3704 0044 0532 0130 00",
      "GB82WEST12345698765432",
      "GB83WEST12345698765432",
      "078-05-1120",
      "219-09-9999",
      "+1 202-555-0143",
      "(212) 555-0187",
      "+44 20 7946 0958",
      "+33 1 99 00 12 34",
      "+61 2 5550 1234");

  private PersonalData() {}
}
