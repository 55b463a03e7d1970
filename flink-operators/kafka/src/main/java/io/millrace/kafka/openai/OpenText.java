package io.millrace.kafka.openai;

/**
 * A text of a choice that has begun and not ended. Public, as Flink stores it.
 *
 * @param part which text it is: empty for the choice's own
 * @param carry the first half of a character whose second has not come; mostly empty
 */
public record OpenText(String part, String carry) {

  static OpenText begin(String part) {
    return new OpenText(part, "");
  }
}
