package io.millrace.kafka.openai;

import io.millrace.kafka.record.UndecodableException;
import io.millrace.schemas.GeneratedToken;
import io.millrace.tasks.SplitCharacters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a piece, with their log probabilities. */
final class Tokens {

  private Tokens() {}

  /** The tokens; null if they were not asked for. */
  static @Nullable List<GeneratedToken> of(Place logprobs) throws UndecodableException {
    if (logprobs.isAbsent()) {
      return null;
    }
    List<GeneratedToken> tokens = new ArrayList<>();
    for (Place token : logprobs.items()) {
      String text = token.asObject().get("token").text().orElse("");
      Place logprob = token.get("logprob");
      tokens.add(new GeneratedToken(
          SplitCharacters.wellFormed(text),
          null,
          null,
          logprob.isAbsent() ? null : logprob.number(),
          rank(text, token.get("top_logprobs"))));
    }
    return tokens;
  }

  /** The candidates come with the likeliest first; the token drawn need not be among them. */
  private static @Nullable Long rank(String text, Place candidates) throws UndecodableException {
    long rank = 0;
    for (Place candidate : candidates.items()) {
      rank++;
      if (candidate.asObject().get("token").text().orElse("").equals(text)) {
        return rank;
      }
    }
    return null;
  }
}
