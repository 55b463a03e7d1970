package io.millrace.tasks;

import io.millrace.schemas.FinishReason;
import java.util.Optional;

/** What servers say of why a generation ended, in the words of the schema. */
public final class FinishReasons {

  private FinishReasons() {}

  /**
   * The reason for a {@code finish_reason} of OpenAI's API; nothing for an empty one, which some servers write where there
   * is none. One that is not known is ERROR: it is over, and nothing may be taken for granted, which is what a reader of
   * the schema makes of a symbol it does not know.
   */
  public static Optional<FinishReason> ofOpenAi(String finishReason) {
    return switch (finishReason) {
      case "" -> Optional.empty();
      case "stop" -> Optional.of(FinishReason.EOS_TOKEN);
      case "length" -> Optional.of(FinishReason.MAX_TOKENS);
      case "tool_calls", "function_call" -> Optional.of(FinishReason.TOOL_CALLS);
      case "content_filter" -> Optional.of(FinishReason.CONTENT_FILTER);
      default -> Optional.of(FinishReason.ERROR);
    };
  }
}
