package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What must come out for a request, and what of it has come. */
final class Expectation {

  /**
   * What an attempt must bring.
   *
   * @param attempt its number
   * @param messages its messages as bytes, but the last
   * @param end how it ends
   * @param well its last message if it ends well; why it does not is for people to read, and may depend on the clock
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, never by equals
  record Answer(int attempt, List<byte[]> messages, Status.Code end, byte[] well) {

    /** Whether the message at its place is the one that must be there. */
    boolean has(Message<?> message, byte[] bytes) {
      if (message.sequence() < messages.size()) {
        return Arrays.equals(messages.get((int) message.sequence()), bytes);
      }
      return message.sequence() == messages.size()
          && message.last()
          && message.status().code() == end
          && (end != Status.Code.OK || Arrays.equals(well, bytes));
    }
  }

  /** What a message turned out to be. */
  enum Verdict {
    RIGHT,
    AGAIN,
    WRONG
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

  String requestId() {
    return requestId;
  }

  Trouble trouble() {
    return trouble;
  }

  /** Takes a message that a reader was handed. */
  Verdict take(Message<?> message, byte[] bytes) {
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.attempt() == message.attempt()) {
        return take(answer, seen.get(i), message, bytes);
      }
    }
    return Verdict.WRONG;
  }

  private static Verdict take(Answer answer, BitSet places, Message<?> message, byte[] bytes) {
    if (message.sequence() > answer.messages().size()) {
      return Verdict.WRONG;
    }
    int place = (int) message.sequence();
    if (places.get(place)) {
      return Verdict.AGAIN;
    }
    places.set(place);
    return answer.has(message, bytes) ? Verdict.RIGHT : Verdict.WRONG;
  }

  /** How many messages of the highest attempt have not come. */
  int missing() {
    int last = answers.size() - 1;
    return answers.get(last).messages().size() + 1 - seen.get(last).cardinality();
  }
}
