package io.millrace.openai;

import java.util.Optional;

/**
 * Puts lines together to server-sent events, as the WHATWG's HTML standard describes them (section 9.2.6): an event is
 * complete with the blank line after it, and one that is cut off before it is none.
 */
final class EventReader {

  /**
   * One event.
   *
   * @param name what kind of event it is; empty for an ordinary one
   * @param data what it says
   */
  record Event(String name, String data) {}

  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private boolean hasData;
  private boolean begun;

  /** Takes a line, without its end, and gives the event that it completes. */
  Optional<Event> take(String line) {
    String now = begun || !line.startsWith("\uFEFF") ? line : line.substring(1);
    begun = true;
    if (now.isEmpty()) {
      return complete();
    }
    int colon = now.indexOf(':');
    String field = colon < 0 ? now : now.substring(0, colon);
    String value = colon < 0 ? "" : now.substring(colon + 1);
    takeField(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  /** A line that begins with a colon is a comment, whose field has no name; ids and times to reconnect do not matter. */
  private void takeField(String field, String value) {
    if (field.equals("data")) {
      data.append(hasData ? "\n" : "").append(value);
      hasData = true;
    }
    if (field.equals("event")) {
      name = value;
    }
  }

  private Optional<Event> complete() {
    Optional<Event> event =
        hasData ? Optional.of(new Event(name, data.toString())) : Optional.empty();
    data.setLength(0);
    name = "";
    hasData = false;
    return event;
  }
}
