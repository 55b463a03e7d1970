package io.millrace.examples.chat;

import io.millrace.flink.ActionSetup;
import io.millrace.openai.OpenAiSettings;

/**
 * How a worker comes by its conversations.
 *
 * @param server which server is asked, and how
 * @param rules what a conversation keeps, and what it does not take
 */
record ChatRecipe(OpenAiSettings server, ChatRules rules) implements ActionSetup.Recipe {

  @Override
  public ActionSetup open() {
    return ActionSetup.of(ChatGraph.of(ServerModel.of(server), rules)).withInitial(ChatFields.NEW);
  }
}
