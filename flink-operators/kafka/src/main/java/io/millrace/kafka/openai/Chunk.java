package io.millrace.kafka.openai;

import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedToken;
import io.millrace.schemas.ProducerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code chat.completion.chunk} says that matters here.
 *
 * @param id the completion's id
 * @param choices the choices that say something
 */
record Chunk(String id, List<Choice> choices) {

  /**
   * What it says of one choice.
   *
   * @param index the choice's number
   * @param pieces what its texts gain; the first is the choice's own text's
   * @param producer who makes the text, where the choice says its role or ends
   * @param finish why the choice ends; null if it does not
   */
  record Choice(
      int index,
      List<Piece> pieces,
      @Nullable ProducerId producer,
      @Nullable FinishReason finish) {}

  /**
   * What one text gains.
   *
   * @param part which of the choice's texts: {@link #OWN}, {@link #REFUSAL}, or a {@link #tool(int)} call's arguments
   * @param text what it gains; may be empty
   * @param tokens the tokens; null if they were not asked for
   */
  record Piece(String part, String text, @Nullable List<GeneratedToken> tokens) {

    /** The text a choice is there for. */
    static final String OWN = "";

    /** A refusal. */
    static final String REFUSAL = "/refusal";

    /** The arguments of a tool call. */
    static String tool(int index) {
      return "/tool-" + index;
    }
  }
}
