package io.millrace.kafka.openai;

import io.millrace.kafka.record.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The rules for texts: what bytes are one, and what requests the texts of a completion are. */
final class Texts {

  /** How the ids of the requests within a completion end; a completion's own id must not. */
  private static final Pattern WITHIN = Pattern.compile("(?s).*(#\\d+|/refusal|/tool-\\d+)");

  private static final Pattern ENDING = Pattern.compile("(#\\d+)?(/refusal|/tool-\\d+)?\\z");

  private static final int LONGEST_ID = 1024;
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** The request that a text of a completion is. */
  static String requestId(String completion, int choice, String part) {
    return choice == 0 ? completion + part : completion + "#" + choice + part;
  }

  /** The way back: no completion's own id ends as those of requests within one do. */
  static String completionOf(String requestId) {
    return ENDING.matcher(requestId).replaceFirst("");
  }

  static void requireCompletionId(String id) throws UndecodableException {
    if (id.length() > LONGEST_ID) {
      throw new UndecodableException(
          "id must be at most " + LONGEST_ID + " characters but has " + id.length());
    }
    if ((id.indexOf('#') >= 0 || id.indexOf('/') >= 0) && WITHIN.matcher(id).matches()) {
      throw new UndecodableException(
          "id must not end as the id of a request within a completion does, but was \""
              + shorten(id) + "\"");
    }
  }

  /** Bytes as text, if they are well-formed UTF-8. */
  static String decode(String what, byte[] bytes) throws UndecodableException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // It stands in the text, or for bytes that are none: only the strict decoder knows, and it is
    // slow.
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UndecodableException(what + " must be UTF-8 but is not: " + e.getMessage());
    }
  }

  /** So much of a text as an error should quote. */
  static String shorten(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
