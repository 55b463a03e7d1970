package io.millrace.tasks;

import io.millrace.schemas.ChatMessage;
import io.millrace.schemas.ChatMessages;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.ProducerId;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenizationResults;
import io.millrace.schemas.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Texts and results for the standard tasks, made at random: what one seed makes is always the same. */
final class RandomData {

  private static final List<String> PIECES = List.of(
      "a",
      "word",
      " ",
      "  ",
      "\n",
      "\r\n",
      "\t",
      ".",
      "\u00A0",
      "\u3000",
      "\uD83D\uDE00",
      "\uD83D",
      "\uDE00",
      "e\u0301",
      "\u8BF7",
      "\u0627",
      "");

  private static final List<FinishReason> REASONS = List.of(FinishReason.values());

  private final SplittableRandom random;

  RandomData(long seed) {
    this.random = new SplittableRandom(seed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  /** Spans anywhere in the text, overlapping ones too, in the order of the text. */
  TokenClassificationResults spans(String text) {
    List<TokenClassificationResult> spans = new ArrayList<>();
    forSpans(
        text,
        (start, end, word) -> spans.add(new TokenClassificationResult(
            start,
            end,
            word,
            "E" + random.nextInt(3),
            maybe(() -> "group"),
            random.nextDouble(),
            maybe(() -> random.nextLong(9)))));
    spans.sort(Comparator.comparing(TokenClassificationResult::getStart));
    return new TokenClassificationResults(
        spans, maybe(() -> random.nextBoolean() ? List.of() : List.of("held text was cut at 10")));
  }

  TokenizationResults tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    forSpans(text, (start, end, word) -> tokens.add(new Token(start, end, word)));
    tokens.sort(Comparator.comparing(Token::getStart));
    return new TokenizationResults(tokens, maybe(() -> random.nextLong(100)));
  }

  ClassificationResults labels() {
    List<ClassificationResult> labels = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      labels.add(new ClassificationResult("L" + random.nextInt(3), random.nextDouble()));
    }
    return new ClassificationResults(labels);
  }

  GeneratedTextResult generation() {
    return new GeneratedTextResult(
        text(),
        random.nextLong(100),
        REASONS.get(random.nextInt(REASONS.size())),
        maybe(() -> new ProducerId("model", "1")),
        maybe(() -> random.nextLong(100)),
        maybe(() -> random.nextLong(100)),
        maybe(this::generatedTokens),
        maybe(() -> List.of(new ToolCall(text(), text(), text()))));
  }

  ChatMessages conversation() {
    List<ChatMessage> messages = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      messages.add(new ChatMessage("user", text(), null, null));
    }
    return new ChatMessages(messages);
  }

  private List<GeneratedToken> generatedTokens() {
    List<GeneratedToken> tokens = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      tokens.add(new GeneratedToken(text(), null, null, maybe(random::nextDouble), null));
    }
    return tokens;
  }

  private interface SpanMaker {
    void make(long start, long end, String word);
  }

  private void forSpans(String text, SpanMaker maker) {
    int length = text.codePointCount(0, text.length());
    for (int count = length == 0 ? 0 : random.nextInt(6); count > 0; count--) {
      int start = random.nextInt(length);
      int end = start + 1 + random.nextInt(length - start);
      int from = text.offsetByCodePoints(0, start);
      maker.make(start, end, text.substring(from, text.offsetByCodePoints(from, end - start)));
    }
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
