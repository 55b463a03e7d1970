package io.millrace.text;

/**
 * Where {@link Masking} stands in a text, beside its detector's state. A value.
 *
 * @param pending taken, but not let out
 * @param released how many code points were let out, before they were masked
 */
public record MaskState(String pending, long released) {

  static final MaskState BEFORE = new MaskState("", 0);
}
