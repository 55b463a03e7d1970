package io.millrace.flink;

import io.millrace.core.Message;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request to an application: an intermediate result, or its end. One of the two is there.
 *
 * @param headers what travels with the request beside it: with its first intermediate result and its end all of it, with the
 *     others the trace context
 * @param item the intermediate result, as its message
 * @param end the end
 */
public record ActionOutput(
    Map<String, String> headers,
    @Nullable Message<ActionItem> item,
    @Nullable ActionEnd end) {

  /** Checks that it is one of the two. */
  public ActionOutput {
    if ((item == null) == (end == null)) {
      throw new IllegalArgumentException("an output must have either an item or an end but has "
          + (item == null ? "neither" : "both"));
    }
    headers = Message.headersInOrder(headers);
  }

  static ActionOutput of(Message<ActionItem> item) {
    return new ActionOutput(item.headers(), item, null);
  }

  static ActionOutput of(ActionEnd end, Map<String, String> headers) {
    return new ActionOutput(headers, null, end);
  }

  /** The application's id. */
  public String application() {
    return end != null ? end.application() : element().application();
  }

  /** What the application's id is unique in; empty if it is unique in itself. */
  public String partition() {
    return end != null ? end.partition() : element().partition();
  }

  /** The request. */
  public String requestId() {
    return end != null ? end.requestId() : message().requestId();
  }

  /** The attempt that it belongs to. */
  public int attempt() {
    return end != null ? end.attempt() : message().attempt();
  }

  /** Whether it is the end of a request that did not go well. */
  public boolean isFailure() {
    return end != null && !end.isOk();
  }

  private Message<ActionItem> message() {
    return Objects.requireNonNull(item);
  }

  private ActionItem element() {
    return Objects.requireNonNull(message().payload());
  }
}
