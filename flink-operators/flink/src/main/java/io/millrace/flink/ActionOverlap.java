package io.millrace.flink;

import io.millrace.core.Status;
import java.util.List;

/** What is said of requests to an application that has others. */
final class ActionOverlap {

  private ActionOverlap() {}

  /** OK if a request may enter. */
  static Status refusal(ActionLimits limits, ActionCall call, List<ActionFlight> before) {
    String application = "application '" + call.application() + "'";
    if (!before.isEmpty() && limits.overlap() == OverlapPolicy.REJECT) {
      return Status.Code.FAILED_PRECONDITION.because(
          application + " must run one request at a time but request '"
              + before.get(0).call().requestId() + "' is under way");
    }
    if (limits.overlap() == OverlapPolicy.QUEUE && before.size() > limits.queued()) {
      return Status.Code.RESOURCE_EXHAUSTED.because(application + " must have at most "
          + limits.queued() + " requests waiting but this is one more");
    }
    return Status.OK;
  }

  /** How those end whose place the request takes. */
  static Status replaced(ActionCall call) {
    return Status.Code.ABORTED.because(
        "request '" + call.requestId() + "' took the place of this one");
  }
}
