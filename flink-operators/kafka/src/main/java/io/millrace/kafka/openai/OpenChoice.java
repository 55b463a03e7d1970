package io.millrace.kafka.openai;

import io.millrace.kafka.openai.Chunk.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A choice that has begun and not ended. Public, as Flink stores it.
 *
 * @param index the choice's number
 * @param next the number due next, where the records are numbered and texts beside the choice's own are open; else -1
 * @param texts those of its texts of which something must be remembered
 */
public record OpenChoice(int index, long next, List<OpenText> texts) {

  static final long UNNUMBERED = -1;

  static OpenChoice begin(int index) {
    return new OpenChoice(index, UNNUMBERED, List.of());
  }

  Optional<OpenText> text(String part) {
    return texts.stream().filter(text -> text.part().equals(part)).findFirst();
  }

  /** The same with a text as it now stands, in its old place or the last. */
  OpenChoice with(OpenText text) {
    List<OpenText> changed = new ArrayList<>(texts);
    int place = 0;
    while (place < changed.size() && !changed.get(place).part().equals(text.part())) {
      place++;
    }
    if (place < changed.size()) {
      changed.set(place, text);
    } else {
      changed.add(text);
    }
    return new OpenChoice(index, next, changed);
  }

  OpenChoice without(String part) {
    return text(part).isEmpty()
        ? this
        : new OpenChoice(
            index,
            next,
            texts.stream().filter(text -> !text.part().equals(part)).toList());
  }

  /** The texts beside the choice's own. */
  List<OpenText> others() {
    return texts.stream().filter(text -> !text.part().equals(Piece.OWN)).toList();
  }

  OpenChoice withNext(long newNext) {
    return new OpenChoice(index, newNext, texts);
  }
}
