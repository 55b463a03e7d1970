package io.millrace.kafka.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The intermediate results among events. */
final class Items<I> implements Iterator<I> {

  private final Iterator<RemoteEvent> events;
  private final Function<RemoteEvent.Item, I> value;
  private RemoteEvent.@Nullable Item ahead;

  Items(Iterator<RemoteEvent> events, Function<RemoteEvent.Item, I> value) {
    this.events = events;
    this.value = value;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && events.hasNext()) {
      if (events.next() instanceof RemoteEvent.Item item) {
        ahead = item;
      }
    }
    return ahead != null;
  }

  @Override
  public I next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RemoteEvent.Item next = Objects.requireNonNull(ahead);
    ahead = null;
    return value.apply(next);
  }
}
