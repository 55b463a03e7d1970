package io.millrace.modelserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A completion as events: who speaks, each token, why it ends, how many tokens there were if asked, and the end. */
final class TokenScript implements Script {

  private final Completion completion;
  private final boolean chat;
  private final int first;
  private final int tokens;

  TokenScript(Completion completion) {
    this.completion = completion;
    this.chat = completion.question().chat();
    this.first = chat ? 1 : 0;
    this.tokens = completion.tokens().size();
  }

  @Override
  public int size() {
    return first + tokens + (completion.question().usage() ? 3 : 2);
  }

  @Override
  public String event(int index) {
    return "data: " + data(index) + "\n\n";
  }

  private String data(int index) {
    int token = index - first;
    if (token < 0) {
      return choice("", null, true);
    }
    if (token < tokens) {
      return choice(completion.tokens().get(token), null, false);
    }
    if (token == tokens) {
      return choice("", completion.finishReason(), false);
    }
    return index == size() - 1 ? "[DONE]" : usage();
  }

  private String choice(String text, @Nullable String finishReason, boolean begins) {
    ObjectNode root = completion.root(object());
    ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
    if (chat) {
      ObjectNode delta = choice.putObject("delta");
      if (begins) {
        delta.put("role", "assistant");
      }
      if (finishReason == null) {
        delta.put("content", text);
      }
    } else {
      choice.put("text", text);
    }
    choice.putNull("logprobs").put("finish_reason", finishReason);
    return Json.write(root);
  }

  private String usage() {
    ObjectNode root = completion.root(object());
    root.putArray("choices");
    completion.putUsage(root);
    return Json.write(root);
  }

  private String object() {
    return chat ? "chat.completion.chunk" : "text_completion";
  }

  @Override
  public int beat(int index) {
    return Math.min(Math.max(index - first + 1, 0), tokens);
  }

  @Override
  public boolean isToken(int index) {
    return index >= first && index - first < tokens;
  }

  @Override
  public String mediaType() {
    return "text/event-stream";
  }
}
