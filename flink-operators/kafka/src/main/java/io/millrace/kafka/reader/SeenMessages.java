package io.millrace.kafka.reader;

import io.millrace.core.Message;
import io.millrace.core.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the messages of one partition that are seen for the first time from those that were written again. All that is
 * kept of a request is a few numbers, and of requests those that were seen last.
 *
 * <p>Messages come in the order of their sequence, as a writer writes them; one may be as much as {@value #WINDOW} places
 * late, and is new then too. One that is later is taken for a duplicate. Of a request that was forgotten, because so many
 * others were seen since, the messages are new again.
 */
public final class SeenMessages {

  /** By how many places a message may come late. */
  public static final int WINDOW = Long.SIZE;

  private final Map<String, Seen> requests;

  /** Remembers so many requests. */
  public SeenMessages(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "requests to remember must be at least 1 but were " + most);
    }
    requests = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
        return size() > most;
      }
    };
  }

  /**
   * Sees a message.
   *
   * @return whether it is new
   * @throws IllegalArgumentException if it has no sequence, for it cannot be told from its duplicates
   */
  public boolean add(Message<?> message) {
    return of(message, 0).add(message);
  }

  /** Sees a message that was handed on before, and perhaps the earlier ones of its request too. */
  public void recall(Message<?> message) {
    of(message, message.sequence()).add(message);
  }

  /** How many requests are remembered. */
  public int size() {
    return requests.size();
  }

  private Seen of(Message<?> message, long next) {
    if (!message.isSequenced()) {
      throw new IllegalArgumentException(
          "a message must have a sequence, or it cannot be told from its duplicates, but "
              + message.origin() + " has none");
    }
    Seen seen = requests.get(message.requestId());
    if (seen == null || seen.attempt < message.attempt()) {
      seen = new Seen(message.attempt(), next);
      requests.put(message.requestId(), seen);
    }
    return seen;
  }

  /** What was seen of a request: which of the places before {@code next} are missing is in {@code missing}, next - 1 first. */
  private static final class Seen {
    private final int attempt;
    private long next;
    private long missing;
    private boolean over;

    Seen(int attempt, long next) {
      this.attempt = attempt;
      this.next = next;
    }

    boolean add(Message<?> message) {
      boolean isNew = message.attempt() == attempt && (isMissing(message) || isNext(message));
      over |= isNew && message.last();
      return isNew;
    }

    /** Fills the place of a message that came late. */
    private boolean isMissing(Message<?> message) {
      long late = next - 1 - message.sequence();
      if (late < 0 || late >= WINDOW || (missing & (1L << late)) == 0) {
        return false;
      }
      missing &= ~(1L << late);
      return true;
    }

    private boolean isNext(Message<?> message) {
      if (over) {
        return false;
      }
      long skipped = message.sequence() - next;
      if (skipped < 0) {
        return message.status().code() == Status.Code.CANCELLED;
      }
      missing = skipped + 1 >= WINDOW ? 0 : missing << (skipped + 1);
      // The places that were skipped, behind that of this message.
      missing |= (skipped >= WINDOW - 1 ? -1L : (1L << skipped) - 1) << 1;
      next = message.sequence() + 1;
      return true;
    }
  }
}
