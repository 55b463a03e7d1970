package io.millrace.text.scan;

/**
 * Says whether a match begins at a place. Answers other than {@link #OPEN} are final: no further text can change them.
 * Stateless, and safe for many threads.
 */
public interface Finder {

  /** No match begins here. */
  int NONE = -1;

  /** What begins here depends on text still to come. */
  int OPEN = -2;

  /** The end of the match that begins at a place, always behind it; or {@link #NONE}, or {@link #OPEN}. */
  int attempt(Window window, int at);

  /** The first place from here on that is worth an attempt; the window's end if there is none. Never skips a match. */
  default int next(Window window, int from) {
    return from;
  }

  /** How many UTF-16 units before a place an attempt there may look at. */
  int lookBehind();
}
