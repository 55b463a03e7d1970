package io.millrace.text;

/** The usual ways of masking. */
public final class Masks {

  private Masks() {}

  /** Puts the label in brackets: {@code [EMAIL_ADDRESS]}. */
  public static Mask label() {
    return entity -> "[" + entity.getEntity() + "]";
  }

  /** Puts a character in the place of every code point, which keeps all offsets. */
  public static Mask character(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE) {
      throw new IllegalArgumentException(
          "a mask must be a code point, and no surrogate, but was " + codePoint);
    }
    String character = Character.toString(codePoint);
    return entity -> character.repeat((int) CodePoints.count(entity.getWord()));
  }

  /**
   * Puts the label and a keyed hash: {@code [EMAIL_ADDRESS:9f86d081884c7d65]}. The same text under the same key has the same
   * hash, so that masked texts can still be joined; without the key none can be guessed at.
   */
  public static Mask hash(HashKey key) {
    return entity -> "[" + entity.getEntity() + ":" + key.hash(entity.getWord()) + "]";
  }
}
