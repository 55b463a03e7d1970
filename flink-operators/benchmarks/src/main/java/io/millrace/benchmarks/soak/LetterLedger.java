package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Status;
import io.millrace.flink.DeadLetter;
import io.millrace.kafka.StoredDeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which dead letters must come and which do: one with its bytes for each poison record, and one of each operator for each
 * request that fails. They are written at least once; what came before is known by what it is about, and must have the same
 * reason each time.
 */
final class LetterLedger {

  private static final int MOST_COMPLAINTS = 20;

  /**
   * What it says.
   *
   * @param poison poison records that came back
   * @param requests failed requests, by operator, that came
   * @param lost letters that have not come
   * @param wrong letters that nobody expects, or with another reason than must be or than was given first
   * @param complaints the first that was wrong, in words
   */
  record Tally(long poison, long requests, long lost, long wrong, List<String> complaints) {}

  /** By what a letter is about: its value or its request, and the status it must name. */
  private final Map<String, String> waiting = new HashMap<>();

  /** By what a letter is about: the reason that the first one gave. */
  private final Map<String, String> reasons = new HashMap<>();

  private final List<String> complaints = new ArrayList<>();
  private long poison;
  private long requests;
  private long wrong;

  /** Expects a record that is no message back. */
  synchronized void expectPoison(byte[] value) {
    waiting.put(poison(value), "");
  }

  /** Expects what a request that fails must bring. */
  synchronized void expect(Script script) {
    Status.Code end = script.trouble().end();
    if (end == Status.Code.OK) {
      return;
    }
    int attempt = script.attempts().get(script.attempts().size() - 1).number();
    for (String operator : SoakJob.OPERATORS) {
      waiting.put(request(operator, script.id(), attempt), end.name());
    }
  }

  /** Takes a letter. */
  synchronized void take(StoredDeadLetter stored) {
    DeadLetter letter = stored.letter();
    String about = about(letter);
    String first = reasons.putIfAbsent(about, letter.reason());
    if (first != null) {
      takeAgain(letter, about, first);
      return;
    }
    String reason = waiting.remove(about);
    if (reason == null || !(reason.isEmpty() || reason.equals(letter.reason()))) {
      wrong(letter.operator() + " gave up " + about + ": " + letter.reason() + ", "
          + letter.message());
    } else if (stored.isOfRequest()) {
      requests++;
    } else {
      poison++;
    }
  }

  private void takeAgain(DeadLetter letter, String about, String first) {
    if (!first.equals(letter.reason())) {
      wrong(letter.operator() + " gave up " + about + " for " + first + " first and then for "
          + letter.reason() + ", " + letter.message());
    }
  }

  /** Takes a record that is no dead letter. */
  synchronized void refuse(String why) {
    wrong(why);
  }

  private void wrong(String why) {
    wrong++;
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(SoakJob.DEAD_LETTERS + ": " + why);
    }
  }

  private static String about(DeadLetter letter) {
    String requestId = letter.requestId();
    if (requestId != null) {
      return request(letter.operator(), requestId, letter.attempt());
    }
    byte[] value = letter.value();
    return poison(value == null ? new byte[0] : value);
  }

  private static String request(String operator, String requestId, int attempt) {
    return "attempt " + attempt + " of " + requestId + " in " + operator;
  }

  private static String poison(byte[] value) {
    return "'" + new String(value, UTF_8) + "'";
  }

  /** What there is to say now. */
  synchronized Tally tally() {
    List<String> all = new ArrayList<>(complaints);
    waiting.keySet().stream()
        .limit(MOST_COMPLAINTS)
        .map(about -> SoakJob.DEAD_LETTERS + ": no letter about " + about)
        .forEach(all::add);
    return new Tally(poison, requests, waiting.size(), wrong, all);
  }
}
