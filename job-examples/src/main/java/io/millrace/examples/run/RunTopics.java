package io.millrace.examples.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The topics of the job.
 *
 * @param input what the module is asked
 * @param output what it answers
 * @param deadLetters what could not be worked on
 * @param control which version of the module is taken from now on, if that may be said
 */
record RunTopics(String input, String output, String deadLetters, Optional<String> control) {

  /** Validates that no topic is two things. */
  RunTopics {
    List<String> all = new ArrayList<>(List.of(input, output, deadLetters));
    control.ifPresent(all::add);
    if (new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException("topics must be different ones but were " + all);
    }
  }
}
