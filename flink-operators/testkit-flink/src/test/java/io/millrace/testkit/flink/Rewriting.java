package io.millrace.testkit.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.StateType;
import io.millrace.core.task.StreamStream;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds nothing, and changes the frame it emitted last as soon as another request has a turn. */
final class Rewriting
    implements StreamStream<String, Rewriting.Place, TokenClassificationStreamResult> {

  /** Which request it is, and how far it has read. */
  public record Place(long request, long at) {}

  private long requests;
  private long latestRequest;
  private @Nullable TokenClassificationStreamResult latest;

  @Override
  public StateType<Place> stateType() {
    return StateType.of(Place.class);
  }

  @Override
  public Place open(Parameters parameters) {
    return new Place(requests++, 0);
  }

  @Override
  public Place next(
      Place state, String element, Consumer<? super TokenClassificationStreamResult> out) {
    if (latest != null && latestRequest != state.request()) {
      latest.setStartIndex(-1L);
    }
    Place next =
        new Place(state.request(), state.at() + element.codePointCount(0, element.length()));
    latest = frame(state.at(), next.at());
    latestRequest = state.request();
    out.accept(latest);
    return next;
  }

  @Override
  public void end(Place state, Consumer<? super TokenClassificationStreamResult> out) {
    latest = null;
    out.accept(frame(state.at(), state.at()));
  }

  private static TokenClassificationStreamResult frame(long start, long end) {
    return new TokenClassificationStreamResult(new ArrayList<>(), end, start, null);
  }
}
