package io.millrace.modelserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a question gets of a text: so much of it as the stop texts and the greatest number of tokens leave.
 *
 * @param question the question
 * @param tokens the tokens that are left
 * @param finishReason why it ends there, in OpenAI's words
 */
record Completion(Question question, List<String> tokens, String finishReason) {

  static Completion of(Question question, List<String> tokens) {
    List<String> left = beforeStop(tokens, question.stop());
    long most = question.maxTokens().orElse(Long.MAX_VALUE);
    return left.size() > most
        ? new Completion(question, left.subList(0, (int) most), "length")
        : new Completion(question, left, "stop");
  }

  private static List<String> beforeStop(List<String> tokens, List<String> stops) {
    String text = String.join("", tokens);
    int end = stops.stream()
        .mapToInt(stop -> text.indexOf(stop))
        .filter(found -> found >= 0)
        .min()
        .orElse(text.length());
    List<String> left = new ArrayList<>();
    int begin = 0;
    for (String token : tokens) {
      if (begin >= end) {
        break;
      }
      left.add(token.substring(0, Math.min(token.length(), end - begin)));
      begin += token.length();
    }
    return left;
  }

  /** The answer as one, for a client that wants no stream. */
  String whole() {
    ObjectNode root = root(question.chat() ? "chat.completion" : "text_completion");
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    String text = String.join("", tokens);
    if (question.chat()) {
      choice.putObject("message").put("role", "assistant").put("content", text);
    } else {
      choice.put("text", text);
    }
    choice.putNull("logprobs").put("finish_reason", finishReason);
    putUsage(root);
    return Json.write(root);
  }

  /** What all of an answer's JSON says. The time of its making is left out of it: equal questions get equal bytes. */
  ObjectNode root(String object) {
    String id = String.format("%s-%08x", question.chat() ? "chatcmpl" : "cmpl", question.hash());
    return Json.object()
        .put("id", id)
        .put("object", object)
        .put("created", 0)
        .put("model", question.model())
        .put("system_fingerprint", "replay");
  }

  void putUsage(ObjectNode root) {
    long prompt = question.messages().stream()
        .mapToLong(text -> TokenCutter.cut(text).size())
        .sum();
    root.putObject("usage")
        .put("prompt_tokens", prompt)
        .put("completion_tokens", tokens.size())
        .put("total_tokens", prompt + tokens.size());
  }
}
