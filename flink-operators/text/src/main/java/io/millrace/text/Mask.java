package io.millrace.text;

import io.millrace.schemas.TokenClassificationResult;

/** What to put in an entity's place: {@link Masks} has the usual ways. Must give the same for the same entity. */
@FunctionalInterface
public interface Mask {

  /** The text to stand for an entity; {@code word} is the text it covers, and may be longer than what was detected. */
  String of(TokenClassificationResult entity);
}
