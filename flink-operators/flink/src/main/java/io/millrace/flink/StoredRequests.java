package io.millrace.flink;

import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Requests in Flink's state, read and written at every message: what is right where that is on the heap. A value is never
 * changed once it is there, for a checkpoint may be writing it.
 */
final class StoredRequests<IE, S> implements RequestStore<IE, S> {

  private final ValueState<Request<IE, S>> requests;

  StoredRequests(ValueState<Request<IE, S>> requests) {
    this.requests = requests;
  }

  @Override
  public @Nullable Request<IE, S> turnTo(String requestId) throws Exception {
    return requests.value();
  }

  @Override
  public void update(Request<IE, S> request) throws Exception {
    requests.update(request);
  }

  @Override
  public void clear() {
    requests.clear();
  }

  @Override
  public void flush() {}
}
