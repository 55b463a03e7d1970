package io.millrace.benchmarks.soak;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests: texts with and without personal data, cut anywhere. Equal seeds make equal requests. */
final class Scripts {

  private static final List<String> WORDS = List.of(
      "Write to ",
      "anna.lindqvist@example.com",
      " or call +1 202-555-0143",
      ", please. ",
      "😊 ",
      "Grüße an ",
      "juergen@example.de",
      " from DE89 3704 0044 0532 0130 00",
      " 表 ",
      "card 4111 1111 1111 1111; ",
      "see https://example.org/a?b=c ",
      "and nothing else. ");

  private static final int FEWEST_PIECES = 6;
  private static final int LONGEST_PIECE = 14;
  private static final int USUAL_WORDS = 8;

  /** One request in so many is long: it is under way while several faults pass. */
  private static final int ONE_LONG_IN = 12;

  private static final int LONG = 12;

  /** Messages change places within so many. */
  private static final int WINDOW = 8;

  private final Random random;
  private long made;

  Scripts(long seed) {
    this.random = new Random(seed);
  }

  /** The next request. */
  Script next(Trouble trouble) {
    String id = "request-" + made++;
    List<String> pieces = pieces();
    List<Message<String>> plain = messages(id, 0, pieces);
    return switch (trouble) {
      case NONE -> script(id, trouble, plain, pieces);
      case DUPLICATED -> script(id, trouble, duplicated(plain), pieces);
      case REORDERED -> script(id, trouble, shuffled(plain), pieces);
      case GAP -> gap(id, plain, pieces);
      case ABANDONED -> abandoned(id, plain, pieces);
      case RETRIED -> retried(id, plain, pieces);
    };
  }

  private static Script script(
      String id, Trouble trouble, List<Message<String>> messages, List<String> pieces) {
    return new Script(id, trouble, messages, List.of(new Attempt(0, pieces, trouble.end())));
  }

  private Script gap(String id, List<Message<String>> plain, List<String> pieces) {
    int missing = 1 + random.nextInt(pieces.size() - 2);
    List<Message<String>> rest = new ArrayList<>(plain);
    rest.remove(missing);
    return script(id, Trouble.GAP, rest, pieces.subList(0, missing));
  }

  private Script abandoned(String id, List<Message<String>> plain, List<String> pieces) {
    int written = 1 + random.nextInt(pieces.size() - 1);
    return script(id, Trouble.ABANDONED, plain.subList(0, written), pieces.subList(0, written));
  }

  private Script retried(String id, List<Message<String>> plain, List<String> pieces) {
    int written = 1 + random.nextInt(pieces.size() - 1);
    List<String> again = pieces();
    List<Message<String>> messages = new ArrayList<>(plain.subList(0, written));
    messages.addAll(messages(id, 1, again));
    messages.add(messages.size() - 1, plain.get(written));
    return new Script(
        id,
        Trouble.RETRIED,
        messages,
        List.of(
            new Attempt(0, pieces.subList(0, written), Status.Code.ABORTED),
            new Attempt(1, again, Status.Code.OK)));
  }

  /** The pieces, and the end with the last one or behind it. */
  private List<Message<String>> messages(String id, int attempt, List<String> pieces) {
    List<Message<String>> messages = new ArrayList<>();
    for (String piece : pieces) {
      messages.add(Message.of(id, messages.size(), piece).withAttempt(attempt));
    }
    if (random.nextBoolean()) {
      messages.add(messages.remove(messages.size() - 1).asLast());
    } else {
      messages.add(Message.<String>end(id, messages.size()).withAttempt(attempt));
    }
    messages.set(0, messages.get(0).withHeaders(trace(id)));
    return messages;
  }

  /** A trace context, which goes into the headers of each record that comes of the request. */
  static Map<String, String> trace(String id) {
    return Map.of("traceparent", "00-%032x-%016x-01".formatted(0x1_0000_0000L + id.hashCode(), 1));
  }

  /** Pieces of a text, cut anywhere between two code points. */
  private List<String> pieces() {
    int words = USUAL_WORDS * (random.nextInt(ONE_LONG_IN) == 0 ? LONG : 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    int[] points = text.codePoints().toArray();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < points.length) {
      int length = Math.min(points.length - from, random.nextInt(LONGEST_PIECE));
      pieces.add(new String(points, from, length));
      from += length;
    }
    while (pieces.size() < FEWEST_PIECES) {
      pieces.add("");
    }
    return pieces;
  }

  private List<Message<String>> duplicated(List<Message<String>> once) {
    List<Message<String>> twice = new ArrayList<>(once);
    for (Message<String> message : once) {
      if (random.nextInt(3) == 0) {
        int place = twice.indexOf(message) + 1;
        twice.add(place + random.nextInt(twice.size() - place + 1), message);
      }
    }
    twice.add(once.get(random.nextInt(once.size())));
    return twice;
  }

  private List<Message<String>> shuffled(List<Message<String>> ordered) {
    List<Message<String>> shuffled = new ArrayList<>(ordered);
    for (int from = 0; from < shuffled.size(); from += WINDOW) {
      Collections.shuffle(shuffled.subList(from, Math.min(shuffled.size(), from + WINDOW)), random);
    }
    return shuffled;
  }
}
