package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What must come out for a request, and what of it has come. */
final class Expectation {

  /**
   * What an attempt must bring.
   *
   * @param attempt its number
   * @param messages the {@link Contents} of all its messages, its end last
   */
  record Answer(int attempt, List<byte[]> messages) {

    Answer {
      messages = List.copyOf(messages);
    }
  }

  /** What a message turned out to be. */
  enum Verdict {
    RIGHT("is what plain Java answers"),
    AGAIN("came before"),
    EARLY("came before what must come before it"),
    WRONG("is not what plain Java answers");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final String requestId;
  private final Trouble trouble;
  private final List<Answer> answers;
  private final List<BitSet> seen;

  /** With the answers of all attempts, that of the highest last. */
  Expectation(String requestId, Trouble trouble, List<Answer> answers) {
    this.requestId = requestId;
    this.trouble = trouble;
    this.answers = List.copyOf(answers);
    this.seen = answers.stream().map(answer -> new BitSet()).toList();
  }

  /** The same, of which nothing has come. */
  Expectation anew() {
    return new Expectation(requestId, trouble, answers);
  }

  String requestId() {
    return requestId;
  }

  Trouble trouble() {
    return trouble;
  }

  /** Takes a message, which is held to the contents that must be at its place. */
  Verdict take(Message<?> message, byte[] contents) {
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.attempt() == message.attempt()) {
        return take(answer.messages(), seen.get(i), message.sequence(), contents);
      }
    }
    return Verdict.WRONG;
  }

  private static Verdict take(List<byte[]> messages, BitSet places, long sequence, byte[] bytes) {
    if (sequence < 0 || sequence >= messages.size()) {
      return Verdict.WRONG;
    }
    int place = (int) sequence;
    if (places.get(place)) {
      return Verdict.AGAIN;
    }
    boolean inTurn = place == places.nextClearBit(0);
    places.set(place);
    if (!Arrays.equals(messages.get(place), bytes)) {
      return Verdict.WRONG;
    }
    return inTurn ? Verdict.RIGHT : Verdict.EARLY;
  }

  /** How many messages of the highest attempt have not come. */
  int missing() {
    int last = answers.size() - 1;
    return answers.get(last).messages().size() - seen.get(last).cardinality();
  }
}
