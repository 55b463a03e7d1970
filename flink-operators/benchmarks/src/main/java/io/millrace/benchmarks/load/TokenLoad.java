package io.millrace.benchmarks.load;

import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are written at the same time, a token of each in turn. When one has all its tokens it ends, and another one
 * takes its place.
 *
 * @param inFlight how many at a time
 * @param length how many tokens a request has in the mean; they have from half to one and a half times as many
 * @param wholeWords whether each token is a word and a blank, behind which nothing is held
 */
public record TokenLoad(int inFlight, int length, boolean wholeWords)
    implements Load<Message<String>> {

  /** A thousand requests of 200 tokens. */
  public static final TokenLoad USUAL = new TokenLoad(1_000, 200);

  private static final long SEED = 42;

  /** Pieces of words, of sentences and of what is between them. */
  public TokenLoad(int inFlight, int length) {
    this(inFlight, length, false);
  }

  /** Words with a blank behind. */
  public static TokenLoad wholeWords(int inFlight, int length) {
    return new TokenLoad(inFlight, length, true);
  }

  /** Validates that there is something. */
  public TokenLoad {
    if (inFlight < 1 || length < 2) {
      throw new IllegalArgumentException(
          "there must be at least 1 request of 2 tokens but were " + inFlight + " of " + length);
    }
  }

  @Override
  public Flow<Message<String>> open(int task, int tasks) {
    String[] pieces = wholeWords ? Tokens.words() : Tokens.pieces();
    int requests = Math.max(1, inFlight / tasks);
    return new Requests(pieces, requests, length, new SplittableRandom(SEED + task));
  }

  /** What a message that the light module made is worth: its letters, and one for an end. */
  public static long weight(Message<String> message) {
    String text = message.payload();
    return (text == null ? 0L : text.length()) + (message.last() ? 1 : 0);
  }

  /** The requests of one task, each in its seat. */
  private static final class Requests implements Flow<Message<String>> {
    private final String[] pieces;
    private final int length;
    private final SplittableRandom random;
    private final String[] ids;
    private final int[] sequences;
    private final int[] lengths;
    private final int[] offsets;
    private int seat;
    private boolean underWay;
    private long begun;
    private long weight;

    Requests(String[] pieces, int inFlight, int length, SplittableRandom random) {
      this.pieces = pieces;
      this.length = length;
      this.random = random;
      ids = new String[inFlight];
      sequences = new int[inFlight];
      lengths = new int[inFlight];
      offsets = new int[inFlight];
      for (int each = 0; each < inFlight; each++) {
        begin(each);
        // As if it had begun long ago: else all would end together.
        lengths[each] = 1 + random.nextInt(lengths[each]);
      }
    }

    private void begin(int at) {
      ids[at] = "chatcmpl-" + Long.toHexString(random.nextLong()) + "-" + begun++;
      sequences[at] = 0;
      lengths[at] = length / 2 + random.nextInt(length + 1);
      offsets[at] = random.nextInt(pieces.length);
    }

    @Override
    public Message<String> next() {
      int at = seat;
      seat = at + 1 == ids.length ? 0 : at + 1;
      underWay |= seat == 0;
      int sequence = sequences[at];
      if (sequence == lengths[at]) {
        Message<String> end = end(at);
        begin(at);
        return end;
      }
      sequences[at] = sequence + 1;
      String piece = pieces[(offsets[at] + sequence) & (pieces.length - 1)];
      weight += piece.length();
      return Message.of(ids[at], sequence, piece);
    }

    /** Once each seat had its turn. */
    @Override
    public boolean isUnderWay() {
      return underWay;
    }

    private Message<String> end(int at) {
      weight++;
      return Message.end(ids[at], sequences[at]);
    }

    /** The seats one after the other; those that have finished are marked by their length. */
    @Override
    public @Nullable Message<String> finish() {
      for (int tried = 0; tried < ids.length; tried++) {
        int at = seat;
        seat = at + 1 == ids.length ? 0 : at + 1;
        if (lengths[at] >= 0) {
          lengths[at] = -1;
          return end(at);
        }
      }
      return null;
    }

    @Override
    public long weight() {
      return weight;
    }
  }
}
