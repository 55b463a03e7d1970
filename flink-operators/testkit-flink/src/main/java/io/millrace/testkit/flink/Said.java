package io.millrace.testkit.flink;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an operator said of each request, and what it said before a failure that undid it. */
final class Said {

  /** A message that a failure undid: it must be said again, as this one of its request. */
  private record Undone(int place, Message<Object> message) {}

  private final Map<String, List<Message<Object>>> byRequest = new LinkedHashMap<>();
  private final List<Undone> undone = new ArrayList<>();

  void add(List<Message<Object>> messages) {
    for (Message<Object> message : messages) {
      of(message.requestId()).add(message);
    }
  }

  /** What was said since the snapshot that all of {@link #add} came before. */
  void addUndone(List<Message<Object>> messages) {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Message<Object> message : messages) {
      String request = message.requestId();
      int place = places.merge(request, 1, Integer::sum) - 1;
      undone.add(new Undone(of(request).size() + place, message));
    }
  }

  private List<Message<Object>> of(String request) {
    return byRequest.computeIfAbsent(request, first -> new ArrayList<>());
  }

  /**
   * The payloads of each request.
   *
   * @throws AssertionError if a request's messages are not numbered from 0, and ended by one with status OK and nothing else;
   *     or what a failure undid was not said again
   */
  Map<String, List<Object>> payloads() {
    for (Undone once : undone) {
      List<Message<Object>> messages = of(once.message().requestId());
      boolean again =
          once.place() < messages.size() && messages.get(once.place()).equals(once.message());
      require(again, "what a failure undid must be said again but was not", once.message());
    }
    Map<String, List<Object>> payloads = new LinkedHashMap<>();
    byRequest.forEach((request, messages) -> payloads.put(request, payloads(messages)));
    return payloads;
  }

  private static List<Object> payloads(List<Message<Object>> messages) {
    List<Object> payloads = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message<Object> message = messages.get(i);
      Object payload = message.payload();
      boolean end = i == messages.size() - 1;
      require(
          message.sequence() == i, "the messages of a request must be numbered from 0", message);
      require(message.status().equals(Status.OK), "a request must end with OK", message);
      require(
          message.last() == end && (payload == null) == end,
          "a request must end with one message without a payload",
          message);
      if (payload != null) {
        payloads.add(payload);
      }
    }
    return payloads;
  }

  private static void require(boolean holds, String promise, Message<Object> message) {
    if (!holds) {
      throw new AssertionError(promise + ": " + message);
    }
  }
}
