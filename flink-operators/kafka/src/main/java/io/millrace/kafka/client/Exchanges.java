package io.millrace.kafka.client;

import io.millrace.core.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of a client that are under way, by application. For many threads. */
final class Exchanges {

  /** Names a request among an application id's. */
  private record Id(String partition, String requestId) {}

  private final Map<String, Map<Id, Exchange>> byApplication = new HashMap<>();
  private @Nullable Status over;

  /**
   * Adds one.
   *
   * @throws IllegalStateException if one of that id is under way
   * @throws io.millrace.core.StatusException if nothing comes any more
   */
  synchronized void add(Exchange exchange) {
    if (over != null) {
      throw over.asException();
    }
    RemoteRequest request = exchange.request();
    Exchange before = byApplication
        .computeIfAbsent(request.application(), application -> new HashMap<>())
        .putIfAbsent(id(request), exchange);
    if (before != null) {
      throw new IllegalStateException(request + " must be under way once but is already");
    }
  }

  synchronized void remove(Exchange exchange) {
    RemoteRequest request = exchange.request();
    Map<Id, Exchange> others = byApplication.getOrDefault(request.application(), Map.of());
    if (others.get(id(request)) == exchange) {
      others.remove(id(request));
    }
    if (others.isEmpty()) {
      byApplication.remove(request.application());
    }
  }

  synchronized boolean has(String application) {
    return byApplication.containsKey(application);
  }

  synchronized Optional<Exchange> find(String application, String partition, String requestId) {
    return Optional.ofNullable(
        byApplication.getOrDefault(application, Map.of()).get(new Id(partition, requestId)));
  }

  /** Those of an application, of whatever partition, that have this id. */
  synchronized List<Exchange> of(String application, String requestId) {
    return byApplication.getOrDefault(application, Map.of()).values().stream()
        .filter(each -> each.request().requestId().equals(requestId))
        .toList();
  }

  synchronized List<Exchange> of(String application) {
    return List.copyOf(byApplication.getOrDefault(application, Map.of()).values());
  }

  synchronized List<Exchange> all() {
    List<Exchange> all = new ArrayList<>();
    byApplication.values().forEach(each -> all.addAll(each.values()));
    return all;
  }

  /** Ends all, and refuses more. */
  void end(Status status) {
    synchronized (this) {
      over = over == null ? status : over;
    }
    all().forEach(each -> each.fail(status));
  }

  private static Id id(RemoteRequest request) {
    return new Id(request.partition(), request.requestId());
  }
}
