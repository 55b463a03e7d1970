package io.millrace.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts as support agents write them, with personal data of each kind in about one sentence of four. */
public final class Prose {

  private static final List<String> SENTENCES = List.of(
      "Thank you for your patience while we looked into the order.",
      "The shipment left our warehouse yesterday morning and will be with you tomorrow.",
      "Could you please confirm the delivery address before Friday?",
      "I have refunded the second invoice, as it was charged twice.",
      "Our technician could not reach anybody at the office between nine and eleven.",
      "The contract ends in 2027 unless either side gives notice of 3 months.",
      "Version 4.2 of the app fixes this, e.g. on older phones.",
      "Nothing else is open on your account; everything has been settled.",
      "Grüße aus dem Büro in Zürich, wir melden uns morgen wieder.",
      "The total is 1,249.50 including tax, payable within 14 days.");

  private static final List<String> PERSONAL = List.of(
      "You can write to jane.doe@example.com at any time.",
      "Her other address is j.smith+orders@mail.example.org, please use that one.",
      "All details are on https://shop.example.com/orders/4711?lang=en for you to check.",
      "The refund goes to GB33 BUKB 2020 1555 5555 55 within two days.",
      "The card 4111 1111 1111 1111 was declined.",
      "His number is 219-09-9999 on the form.",
      "The request came from 192.0.2.17 at noon.",
      "Please call +49 30 901820 if that is easier.",
      "It says so on support.example.net as well.");

  private static final int ONE_OF = 4;
  private static final long SEED = 7;

  private final SplittableRandom random;

  private Prose(SplittableRandom random) {
    this.random = random;
  }

  /** The same texts for the same number. */
  public static Prose of(long number) {
    return new Prose(new SplittableRandom(SEED + number));
  }

  /** A text of at least so many characters, and less than a sentence more. */
  public String text(int characters) {
    StringBuilder text = new StringBuilder(characters + 100);
    while (text.length() < characters) {
      List<String> kind = random.nextInt(ONE_OF) == 0 ? PERSONAL : SENTENCES;
      text.append(kind.get(random.nextInt(kind.size()))).append(' ');
    }
    return text.toString();
  }

  /** Cuts a text into tokens of one to eight characters, as models do. */
  public List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      tokens.add(text.substring(at, end));
      at = end;
    }
    return tokens;
  }
}
