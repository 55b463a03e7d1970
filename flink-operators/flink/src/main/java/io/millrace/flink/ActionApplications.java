package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.action.Outcome;
import io.millrace.core.action.Progress;
import io.millrace.core.action.Run;
import org.jspecify.annotations.Nullable;

/** What runs are told about, and asked for. */
interface ActionApplications {
  /**
   * The run of a request from where its application stands, under the attempt that it has.
   *
   * @throws RuntimeException if the request is not one of this graph's
   */
  Run begin(ActionFlight flight);

  /** The application has come further, or the request: both are to be kept. */
  void progressed(ActionFlight flight, Progress progress);

  /** What is kept of the request has changed. */
  void touched(ActionFlight flight);

  /** The request has ended. */
  void ended(
      ActionFlight flight, @Nullable Outcome outcome, Status status, @Nullable Throwable cause);
}
