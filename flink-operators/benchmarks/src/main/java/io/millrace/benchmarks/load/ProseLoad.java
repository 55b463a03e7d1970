package io.millrace.benchmarks.load;

import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are written at the same time, with texts of {@link Prose}, a token of each in turn.
 *
 * @param inFlight how many at a time
 * @param characters how long a text is at least
 */
public record ProseLoad(int inFlight, int characters) implements Load<Message<String>> {

  /** So many different texts, cut into tokens, come round and round. */
  private static final int TEXTS = 512;

  @Override
  public Flow<Message<String>> open(int task, int tasks) {
    List<List<String>> texts = new ArrayList<>();
    for (int number = 0; number < TEXTS; number++) {
      Prose prose = Prose.of(number);
      texts.add(prose.tokens(prose.text(characters)));
    }
    return new Requests("chatcmpl-" + task + "-", texts, inFlight);
  }

  /** A request under way. */
  private static final class Seat {
    private final String id;
    private final List<String> tokens;
    private int next;

    Seat(String id, List<String> tokens) {
      this.id = id;
      this.tokens = tokens;
    }

    boolean isWritten() {
      return next == tokens.size();
    }

    Message<String> token() {
      String token = tokens.get(next);
      return Message.of(id, next++, token);
    }

    Message<String> end() {
      return Message.end(id, next);
    }
  }

  /** The requests of one task. */
  private static final class Requests implements Flow<Message<String>> {
    private final String prefix;
    private final List<List<String>> texts;
    private final List<Seat> seats = new ArrayList<>();
    private int begun;
    private int at;
    private long count;

    Requests(String prefix, List<List<String>> texts, int inFlight) {
      this.prefix = prefix;
      this.texts = texts;
      while (seats.size() < inFlight) {
        seats.add(begin());
      }
    }

    private Seat begin() {
      int number = begun++;
      return new Seat(prefix + number, texts.get(number % texts.size()));
    }

    @Override
    public Message<String> next() {
      int seat = at;
      at = (at + 1) % seats.size();
      count++;
      Seat request = seats.get(seat);
      if (!request.isWritten()) {
        return request.token();
      }
      seats.set(seat, begin());
      return request.end();
    }

    @Override
    public @Nullable Message<String> finish() {
      return seats.isEmpty() ? null : seats.remove(seats.size() - 1).end();
    }

    @Override
    public long weight() {
      return count;
    }
  }
}
