package io.millrace.flink;

import io.millrace.core.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * An element of a request that has been put in order, as a {@link TaskAggregate} takes it.
 *
 * @param parameters the request's parameters: an accumulator that is empty is opened with them
 * @param element the element; null where there is only a request to be opened
 * @param timestamp the element's event time; {@link Long#MIN_VALUE} if it has none
 */
public record Taken<IE>(Parameters parameters, @Nullable IE element, long timestamp) {

  static final long NO_TIMESTAMP = Long.MIN_VALUE;

  Taken(Parameters parameters, @Nullable IE element) {
    this(parameters, element, NO_TIMESTAMP);
  }
}
