package io.millrace.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.SentenceBreak;
import com.ibm.icu.lang.UProperty;

/** Tells which boundaries of the sentences of a text that goes on are those of the whole text. */
final class SentenceEnd {

  private SentenceEnd() {}

  /** The Greek question marks: what ends a sentence in one language only has no class that says so. */
  private static final String ELSEWHERE = ";\u037E";

  /** Whether a text has a character that can end a sentence; it costs less than to look for sentences. */
  static boolean mayBeIn(String text) {
    return text.codePoints().anyMatch(SentenceEnd::mayBe);
  }

  private static boolean mayBe(int codePoint) {
    return switch (classOf(codePoint)) {
      case SentenceBreak.SEP,
          SentenceBreak.CR,
          SentenceBreak.LF,
          SentenceBreak.STERM,
          SentenceBreak.ATERM -> true;
      default -> ELSEWHERE.indexOf(codePoint) >= 0;
    };
  }

  /** Whether a boundary of a sentence stays one whatever follows the text. */
  static boolean isSettled(String text, int at) {
    int last = classOf(text.codePointBefore(at));
    if (last == SentenceBreak.SEP || last == SentenceBreak.LF) {
      return true;
    }
    if (at == text.length()) {
      return false;
    }
    return last == SentenceBreak.CR
        || terminator(text, at) != SentenceBreak.ATERM
        || hasStopper(text, at);
  }

  /** What ends the sentence, before what closes it: rules SB5, SB9 and SB10. */
  private static int terminator(String text, int end) {
    int at = end;
    while (at > 0) {
      int codePoint = text.codePointBefore(at);
      int found = classOf(codePoint);
      if (!isBehindTerminator(found)) {
        return found;
      }
      at -= Character.charCount(codePoint);
    }
    return SentenceBreak.ATERM;
  }

  private static boolean isBehindTerminator(int found) {
    return switch (found) {
      case SentenceBreak.CLOSE, SentenceBreak.SP, SentenceBreak.EXTEND, SentenceBreak.FORMAT ->
        true;
      default -> false;
    };
  }

  /** Whether rule SB8 has come to a character that decides it. */
  private static boolean hasStopper(String text, int from) {
    return text.substring(from).codePoints().anyMatch(SentenceEnd::isStopper);
  }

  private static boolean isStopper(int codePoint) {
    return switch (classOf(codePoint)) {
      case SentenceBreak.LOWER,
          SentenceBreak.UPPER,
          SentenceBreak.OLETTER,
          SentenceBreak.SEP,
          SentenceBreak.CR,
          SentenceBreak.LF,
          SentenceBreak.STERM,
          SentenceBreak.ATERM -> true;
      default -> false;
    };
  }

  private static int classOf(int codePoint) {
    return UCharacter.getIntPropertyValue(codePoint, UProperty.SENTENCE_BREAK);
  }
}
