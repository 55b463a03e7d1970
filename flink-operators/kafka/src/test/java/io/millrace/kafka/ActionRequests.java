package io.millrace.kafka;

import io.millrace.kafka.action.AnyValues;
import io.millrace.schemas.ActionForkSource;
import io.millrace.schemas.ActionRequest;
import io.millrace.schemas.ActionRequestKind;
import io.millrace.schemas.ActionStreaming;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as a writer of whatever language makes them. */
final class ActionRequests {

  private ActionRequests() {}

  static ActionRequest run(String application) {
    return of(application, "", ActionRequestKind.RUN, Map.of(), null);
  }

  static ActionRequest of(
      String application,
      String partition,
      ActionRequestKind kind,
      Map<String, ?> inputs,
      @Nullable ActionForkSource fork) {
    return new ActionRequest(
        application,
        partition,
        kind,
        AnyValues.named(inputs),
        List.of(),
        1,
        false,
        ActionStreaming.NONE,
        List.of(),
        fork);
  }
}
