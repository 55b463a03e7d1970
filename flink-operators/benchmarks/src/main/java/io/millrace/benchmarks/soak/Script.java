package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import java.util.List;

/**
 * A request as it is to be written.
 *
 * @param id of the request
 * @param trouble what is the matter with it
 * @param messages in the order in which they are written, those that are written again too
 * @param attempts what is to be taken of them, the highest last
 */
record Script(String id, Trouble trouble, List<Message<String>> messages, List<Attempt> attempts) {

  Script {
    messages = List.copyOf(messages);
    attempts = List.copyOf(attempts);
  }
}
