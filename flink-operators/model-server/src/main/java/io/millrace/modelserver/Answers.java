package io.millrace.modelserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses what is answered. It is asked on the server's own threads, and must not wait. */
@FunctionalInterface
public interface Answers {

  /** The answer to a question. */
  Answer to(Question question);

  /** Always the same. */
  static Answers always(Answer answer) {
    return question -> answer;
  }

  /** One of these by the messages and the seed: equal questions get equal answers. */
  static Answers chosenFrom(List<Answer> answers) {
    List<Answer> kept = requireSome(answers);
    return question -> kept.get(Math.floorMod(question.hash(), kept.size()));
  }

  /** Each of these in its turn, from the first again after the last. */
  static Answers inTurn(List<Answer> answers) {
    List<Answer> kept = requireSome(answers);
    AtomicInteger next = new AtomicInteger();
    return question -> kept.get(Math.floorMod(next.getAndIncrement(), kept.size()));
  }

  /**
   * The transcripts ({@code *.sse}) of a folder, in the order of their names.
   *
   * @throws UncheckedIOException if they cannot be read
   */
  static List<Answer> transcripts(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".sse"))
          .sorted()
          .map(Answers::transcript)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Transcripts in " + folder + " cannot be read", e);
    }
  }

  private static Answer transcript(Path file) {
    try {
      return Answer.transcript(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Transcript " + file + " cannot be read", e);
    }
  }

  private static List<Answer> requireSome(List<Answer> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("answers must hold one at least but are empty");
    }
    return List.copyOf(answers);
  }

  /** These answers, but another where the whole prompt matches a regular expression. */
  default Answers unless(String prompt, Answer answer) {
    Pattern pattern = Pattern.compile(prompt, Pattern.DOTALL);
    return question -> pattern.matcher(question.prompt()).matches() ? answer : this.to(question);
  }

  /** These answers, but another for the first requests. */
  default Answers afterFirst(int times, Answer answer) {
    AtomicInteger left = new AtomicInteger(times);
    return question -> left.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? answer : this.to(question);
  }
}
