package io.millrace.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.GeneratedToken;
import io.millrace.tasks.SplitCharacters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens with their probabilities, where the settings' extra body asks for them ({@code logprobs}). */
final class TokenList {

  private TokenList() {}

  /** The tokens of a choice's text; null if there are none. */
  static @Nullable List<GeneratedToken> of(JsonNode choice) {
    JsonNode content = choice.path("logprobs").path("content");
    if (!content.isArray() || content.isEmpty()) {
      return null;
    }
    List<GeneratedToken> tokens = new ArrayList<>();
    for (JsonNode token : content) {
      JsonNode logprob = token.path("logprob");
      tokens.add(new GeneratedToken(
          SplitCharacters.wellFormed(Json.text(token, "token")),
          null,
          null,
          logprob.isNumber() ? logprob.doubleValue() : null,
          rank(token)));
    }
    return tokens;
  }

  /** The candidates come with the likeliest first; the token drawn need not be among them. */
  private static @Nullable Long rank(JsonNode token) {
    long rank = 0;
    for (JsonNode candidate : token.path("top_logprobs")) {
      rank++;
      if (Json.text(candidate, "token").equals(Json.text(token, "token"))) {
        return rank;
      }
    }
    return null;
  }
}
