package io.millrace.examples.run;

import java.util.HashSet;
import java.util.List;

/**
 * The topics of the job.
 *
 * @param input what the module is asked
 * @param output what it answers
 * @param deadLetters what could not be worked on
 */
record RunTopics(String input, String output, String deadLetters) {

  /** Validates that no topic is two things. */
  RunTopics {
    List<String> all = List.of(input, output, deadLetters);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("topics must be three different ones but were " + all);
    }
  }
}
