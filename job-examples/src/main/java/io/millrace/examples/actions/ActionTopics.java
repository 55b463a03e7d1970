package io.millrace.examples.actions;

import java.util.HashSet;
import java.util.List;

/**
 * The topics of a job of actions.
 *
 * @param requests what is asked, in
 * @param replies what comes of it: intermediate results and ends, out
 * @param deadLetters what could not be read, and what failed, out
 */
public record ActionTopics(String requests, String replies, String deadLetters) {

  /** Validates that no topic is two things. */
  public ActionTopics {
    List<String> all = List.of(requests, replies, deadLetters);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("topics must be three different ones but were " + all);
    }
  }

  /** The topics that are written. */
  List<String> outputs() {
    return List.of(replies, deadLetters);
  }
}
