package io.millrace.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.openai.Exchange.Answered;
import io.millrace.schemas.GeneratedTextResult;

/** A response that is no stream: a completion as a whole, or an error. */
final class WholeAnswer {

  private WholeAnswer() {}

  /**
   * The completion.
   *
   * @throws io.millrace.core.StatusException if it is none
   */
  static GeneratedTextResult of(Answered response, AnswerReader answer, Failures failures) {
    if (!response.isSuccess()) {
      throw failures.ofResponse(response.statusCode(), response);
    }
    JsonNode root;
    try {
      root = Json.read(response.text());
    } catch (JsonProcessingException e) {
      throw failures.unreadable(e.getOriginalMessage());
    }
    if (ErrorObject.isOne(root)) {
      throw failures.ofErrorObject(root);
    }
    return answer
        .whole(root)
        .orElseThrow(() -> failures.unreadable("a completion without a choice"));
  }
}
