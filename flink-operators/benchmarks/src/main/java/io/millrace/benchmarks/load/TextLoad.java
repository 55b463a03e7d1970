package io.millrace.benchmarks.load;

import io.millrace.benchmarks.run.Load;
import io.millrace.core.Message;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whole texts, one a request.
 *
 * @param characters how many each has at least
 */
public record TextLoad(int characters) implements Load<Message<String>> {

  private static final int TEXTS = 256;

  @Override
  public Flow<Message<String>> open(int task, int tasks) {
    return new Requests(task, texts());
  }

  /** The texts that come round and round. */
  public String[] texts() {
    return IntStream.range(0, TEXTS)
        .mapToObj(number -> Prose.of(number).text(characters))
        .toArray(String[]::new);
  }

  /** The texts of one task. */
  private static final class Requests implements Flow<Message<String>> {
    private final String prefix;
    private final String[] texts;
    private int count;

    Requests(int task, String[] texts) {
      this.prefix = "text-" + task + "-";
      this.texts = texts;
    }

    @Override
    public Message<String> next() {
      int number = count++;
      return Message.unary(prefix + number, texts[number % texts.length]);
    }

    @Override
    public @Nullable Message<String> finish() {
      return null;
    }

    @Override
    public long weight() {
      return count;
    }
  }
}
