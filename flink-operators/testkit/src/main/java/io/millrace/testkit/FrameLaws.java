package io.millrace.testkit;

import io.millrace.schemas.Token;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.schemas.TokenizationStreamResult;
import java.util.ArrayList;
import java.util.List;

/** The laws of streams that come in frames: progress, contiguity, no retraction, offsets, order. */
final class FrameLaws {

  /** A result without what its task adds. */
  private record Span(long start, long end, String word) {
    static Span of(TokenClassificationResult result) {
      return new Span(result.getStart(), result.getEnd(), result.getWord());
    }

    static Span of(Token token) {
      return new Span(token.getStart(), token.getEnd(), token.getText());
    }

    @Override
    public String toString() {
      return "a span [" + start + ", " + end + ") " + JavaSource.literal(word);
    }
  }

  private record Frame(List<Span> spans, long start, long end) {
    @Override
    public String toString() {
      return "a frame [" + start + ", " + end + ")";
    }
  }

  private FrameLaws() {}

  /** Checks a stream's elements, if they are frames. */
  static void check(String text, List<?> elements) {
    List<Frame> frames = new ArrayList<>();
    for (Object element : elements) {
      if (element instanceof TokenClassificationStreamResult frame) {
        frames.add(new Frame(
            frame.getResults().stream().map(Span::of).toList(),
            frame.getStartIndex(),
            frame.getProcessedIndex()));
      } else if (element instanceof TokenizationStreamResult frame) {
        frames.add(new Frame(
            frame.getResults().stream().map(Span::of).toList(),
            frame.getStartIndex(),
            frame.getProcessedIndex()));
      }
    }
    checkFrames(text, frames);
  }

  /** Whether streams of these elements come in frames. */
  static boolean applyTo(Class<?> element) {
    return element == TokenClassificationStreamResult.class
        || element == TokenizationStreamResult.class;
  }

  private static void checkFrames(String text, List<Frame> frames) {
    long length = text.codePointCount(0, text.length());
    long processed = 0;
    long lastStart = 0;
    for (Frame frame : frames) {
      checkPlace(frame, processed);
      for (Span span : frame.spans()) {
        checkSpan(span, frame, length);
        checkWord(span, text);
        if (span.start() < lastStart) {
          throw Breach.of(Law.ORDER, "a span that starts at " + lastStart + " or later", span);
        }
        lastStart = span.start();
      }
      processed = frame.end();
    }
    if (frames.isEmpty()) {
      throw Breach.of(Law.PROGRESS, "a last frame that ends at " + length, "no frame");
    }
    if (processed != length) {
      throw Breach.of(
          Law.PROGRESS, "a last frame that ends at " + length, frames.get(frames.size() - 1));
    }
  }

  private static void checkPlace(Frame frame, long processed) {
    if (frame.end() < processed) {
      throw Breach.of(Law.PROGRESS, "a frame that ends at " + processed + " or later", frame);
    }
    if (frame.start() != processed) {
      throw Breach.of(Law.CONTIGUITY, "a frame that begins at " + processed, frame);
    }
  }

  private static void checkSpan(Span span, Frame frame, long length) {
    if (span.start() < 0 || span.start() > span.end() || span.end() > length) {
      throw Breach.of(Law.OFFSETS, "a span within the text's " + length + " code points", span);
    }
    if (span.start() < frame.start() || (frame.start() > 0 && span.end() <= frame.start())) {
      throw Breach.of(
          Law.NO_RETRACTION, "spans that start at " + frame.start() + " or later", span);
    }
    if (span.end() > frame.end()) {
      throw Breach.of(Law.CONTIGUITY, "spans within " + frame, span);
    }
  }

  private static void checkWord(Span span, String text) {
    int from = text.offsetByCodePoints(0, Math.toIntExact(span.start()));
    int to = text.offsetByCodePoints(from, Math.toIntExact(span.end() - span.start()));
    String there = text.substring(from, to);
    if (!there.equals(span.word())) {
      throw Breach.of(Law.OFFSETS, "the word " + JavaSource.literal(there), span);
    }
  }
}
