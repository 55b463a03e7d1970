package io.millrace.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.tasks.FinishReasons;
import io.millrace.tasks.SplitCharacters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer: chunks of a stream, or a completion as a whole; of a chat, or of a prompt gone on with. Servers leave
 * out a lot that OpenAI's schema asks for, so what is missing is taken as not said.
 *
 * <p>A refusal is text like any other, and its finish reason is CONTENT_FILTER. Of several choices the first is read.
 */
final class AnswerReader {

  private final @Nullable Long seed;
  private final ToolCalls calls = new ToolCalls();
  private @Nullable ProducerId producer;
  private boolean producerSaid;
  private String carry = "";
  private boolean refused;
  private @Nullable FinishReason finish;
  private @Nullable Long promptTokens;
  private long generatedTokens = -1;

  /** Reads the answer to a request with this seed, if it had one. */
  AnswerReader(Optional<Long> seed) {
    this.seed = seed.orElse(null);
  }

  /** Takes a chunk, and gives the piece of text that it brings, if any. */
  Optional<GeneratedTextStreamResult> take(JsonNode chunk) {
    takeFrame(chunk);
    JsonNode choice = firstChoice(chunk);
    if (choice == null || finish != null) {
      return Optional.empty();
    }
    String text = carry + takeChoice(choice, choice.path("delta"));
    int end =
        finish == null && SplitCharacters.endsHalfway(text) ? text.length() - 1 : text.length();
    carry = text.substring(end);
    List<GeneratedToken> tokens = TokenList.of(choice);
    if (end == 0 && tokens == null) {
      return Optional.empty();
    }
    return Optional.of(new GeneratedTextStreamResult(
        SplitCharacters.wellFormed(text.substring(0, end)), tokens, producerOnce(), null));
  }

  /** Whether the answer's text is whole. */
  boolean isFinished() {
    return finish != null;
  }

  /** The last piece: what is left of the text, and what is known of the generation as a whole. */
  GeneratedTextStreamResult last() {
    return new GeneratedTextStreamResult(
        SplitCharacters.wellFormed(carry),
        null,
        producerOnce(),
        new GenerationDetails(reason(), generatedTokens, seed, promptTokens, calls.all()));
  }

  /** Reads a completion as a whole; nothing if it is none. */
  Optional<GeneratedTextResult> whole(JsonNode completion) {
    takeFrame(completion);
    JsonNode choice = firstChoice(completion);
    if (choice == null) {
      return Optional.empty();
    }
    String text = takeChoice(choice, choice.path("message"));
    return Optional.of(new GeneratedTextResult(
        SplitCharacters.wellFormed(text),
        generatedTokens,
        reason(),
        producer,
        promptTokens,
        seed,
        TokenList.of(choice),
        calls.all()));
  }

  /** A whole completion as the one piece of a stream. */
  static GeneratedTextStreamResult asPiece(GeneratedTextResult whole) {
    return new GeneratedTextStreamResult(
        whole.getGeneratedText(),
        whole.getTokens(),
        whole.getProducerId(),
        new GenerationDetails(
            whole.getFinishReason(),
            whole.getGeneratedTokens(),
            whole.getSeed(),
            whole.getInputTokenCount(),
            whole.getToolCalls()));
  }

  private void takeFrame(JsonNode chunk) {
    String model = Json.text(chunk, "model");
    if (producer == null && !model.isEmpty()) {
      producer = new ProducerId(
          SplitCharacters.wellFormed(model),
          SplitCharacters.wellFormed(Json.text(chunk, "system_fingerprint")));
    }
    JsonNode usage = chunk.path("usage");
    Json.number(usage, "prompt_tokens").ifPresent(count -> promptTokens = count);
    Json.number(usage, "completion_tokens").ifPresent(count -> generatedTokens = count);
  }

  private static @Nullable JsonNode firstChoice(JsonNode chunk) {
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.path("index").asInt(0) == 0) {
        return choice;
      }
    }
    return null;
  }

  /** Takes what a choice says, and gives its text. */
  private String takeChoice(JsonNode choice, JsonNode message) {
    String refusal = Json.text(message, "refusal");
    refused |= !refusal.isEmpty();
    calls.take(message);
    finish = FinishReasons.ofOpenAi(Json.text(choice, "finish_reason")).orElse(null);
    if (finish == FinishReason.EOS_TOKEN && choice.path("stop_reason").isTextual()) {
      // vLLM's word for which of the stop texts was met.
      finish = FinishReason.STOP_SEQUENCE;
    }
    return Json.text(choice, "text") + Json.text(message, "content") + refusal;
  }

  private FinishReason reason() {
    if (refused) {
      return FinishReason.CONTENT_FILTER;
    }
    // It is over, and nobody said why.
    return finish == null ? FinishReason.ERROR : finish;
  }

  private @Nullable ProducerId producerOnce() {
    if (producerSaid || producer == null) {
      return null;
    }
    producerSaid = true;
    return producer;
  }
}
