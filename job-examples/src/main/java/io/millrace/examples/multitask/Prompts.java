package io.millrace.examples.multitask;

/**
 * What a model is asked.
 *
 * @param entities the prompt for entities, {@code {text}} standing for the text
 * @param sentiment the prompt for the sentiment, with the same
 */
public record Prompts(String entities, String sentiment) {

  static final String TEXT = "{text}";

  /** Both in English. */
  public static final Prompts ENGLISH = new Prompts(
      "Name the people and places in this text, one a line, as LABEL: word.\n\n" + TEXT,
      "What is the mood of this text? Answer with one word.\n\n" + TEXT);

  /** Checks that the text has its place. */
  public Prompts {
    check(entities);
    check(sentiment);
  }

  private static void check(String prompt) {
    if (!prompt.contains(TEXT)) {
      throw new IllegalArgumentException(
          "a prompt must have a place for the text, " + TEXT + ", but was \"" + prompt + "\"");
    }
  }

  static String fill(String prompt, String text) {
    return prompt.replace(TEXT, text);
  }
}
