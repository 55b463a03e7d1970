package io.millrace.examples.faults;

import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Player;
import io.millrace.examples.produce.Transcript;
import io.millrace.examples.quickstart.Completions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Plays completions into a topic, round after round and each under an id of its own, until it is told to stop. */
final class Load {

  private static final int TOGETHER = 16;
  private static final Pace PACE = Pace.together(2_000);

  private final List<Transcript> played = new ArrayList<>();
  private final CompletableFuture<Void> end;
  private volatile boolean stopping;

  private Load(String topic, Properties kafka) {
    end = CompletableFuture.runAsync(() -> play(topic, kafka));
  }

  static Load into(String topic, Properties kafka) {
    return new Load(topic, kafka);
  }

  /** The completions of a round. */
  static List<Transcript> round(int number) throws IOException {
    return Completions.transcripts().stream()
        .map(completion -> renamed(completion, number))
        .toList();
  }

  private static Transcript renamed(Transcript completion, int round) {
    String id = "round-" + round + "-" + completion.id();
    return new Transcript(
        id,
        completion.chunks().stream()
            .map(chunk -> chunk.replace("\"" + completion.id() + "\"", "\"" + id + "\""))
            .toList());
  }

  /** Ends the round under way; what was played, all of it acknowledged. */
  List<Transcript> stop() {
    stopping = true;
    end.join();
    return played;
  }

  private void play(String topic, Properties kafka) {
    try (Player player = Player.into(topic, kafka)) {
      for (int round = 0; !stopping; round++) {
        List<Transcript> completions = round(round);
        player.play(new Interleaving(completions, TOGETHER, PACE), due -> {});
        played.addAll(completions);
      }
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
