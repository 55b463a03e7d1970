package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What came out of an operator, in the order of its sequence: of each request the highest attempt. */
record Answers<T>(Map<String, List<Message<T>>> byRequest) {

  static <T> Answers<T> of(List<Message<T>> output) {
    Map<String, List<Message<T>>> byRequest = new TreeMap<>();
    for (Message<T> message : output) {
      List<Message<T>> its =
          byRequest.computeIfAbsent(message.requestId(), request -> new ArrayList<>());
      if (!its.isEmpty() && its.get(0).attempt() < message.attempt()) {
        its.clear();
      }
      if (its.isEmpty() || its.get(0).attempt() == message.attempt()) {
        its.add(message);
      }
    }
    byRequest.values().forEach(its -> its.sort(Comparator.comparingLong(Message::sequence)));
    return new Answers<>(byRequest);
  }

  /** Elements numbered densely from 0, then one message with the status and nothing else. */
  void assertWellFormed() {
    byRequest.forEach((request, messages) -> {
      for (int i = 0; i < messages.size(); i++) {
        Message<T> message = messages.get(i);
        boolean atEnd = i == messages.size() - 1;
        assertThat(message.sequence()).as(request).isEqualTo(i);
        assertThat(message.last()).as(request).isEqualTo(atEnd);
        assertThat(message.hasPayload()).as(request).isEqualTo(!atEnd);
      }
    });
  }

  Status status(String request) {
    List<Message<T>> messages = Objects.requireNonNull(byRequest.get(request), request);
    return messages.get(messages.size() - 1).status();
  }

  List<T> elements(String request) {
    List<T> elements = new ArrayList<>();
    for (Message<T> message : Objects.requireNonNull(byRequest.get(request), request)) {
      T element = message.payload();
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }
}
