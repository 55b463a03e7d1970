package io.millrace.examples.quickstart;

import io.millrace.examples.cli.JobFailedException;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.produce.Interleaving;
import io.millrace.examples.produce.Pace;
import io.millrace.examples.produce.Player;
import io.millrace.examples.produce.Transcript;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays completions for some time, lets those under way end, and shows what the job makes of them. */
final class LiveRun {

  private static final int TOGETHER = 10;
  private static final double CHUNKS_PER_SECOND = 18;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Properties kafka;
  private final EntitiesTopics topics;
  private final Interleaving interleaving;
  private final ExpectedRequests expected = new ExpectedRequests();
  private final FirstOutputs firstOutputs;
  private final long seconds;

  LiveRun(
      Properties kafka,
      EntitiesTopics topics,
      List<Transcript> transcripts,
      long seconds,
      FirstOutputs firstOutputs) {
    this.kafka = kafka;
    this.topics = topics;
    this.interleaving = new Interleaving(transcripts, TOGETHER, Pace.each(CHUNKS_PER_SECOND));
    this.seconds = seconds;
    this.firstOutputs = firstOutputs;
  }

  /** Returns when every request that was begun has ended in every topic. */
  void run(Show show) throws JobFailedException, InterruptedException {
    ExecutorService player = Executors.newSingleThreadExecutor();
    try {
      Future<Set<String>> playing = player.submit(this::play);
      while (!playing.isDone()) {
        show.frame();
      }
      awaitAll(show, requests(playing));
    } finally {
      player.shutdownNow();
      show.finish();
    }
  }

  private Set<String> play() throws JobFailedException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (Player player = Player.into(topics.chunks(), kafka)) {
      player.play(interleaving, due -> {
        expected.sent(due);
        if (due.index() == 0) {
          firstOutputs.sent(due.transcript().id(), System.nanoTime());
        }
        if (System.nanoTime() > end) {
          interleaving.beginNoMore();
        }
      });
    }
    return expected.ended();
  }

  private static Set<String> requests(Future<Set<String>> playing)
      throws JobFailedException, InterruptedException {
    try {
      return playing.get();
    } catch (ExecutionException e) {
      throw new JobFailedException("the completions were not played to their end", e);
    }
  }

  private static void awaitAll(Show show, Set<String> requests) throws JobFailedException {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    while (!show.haveEnded(requests)) {
      show.frame();
      if (System.nanoTime() > patience) {
        Set<String> missing = new TreeSet<>(requests);
        missing.removeIf(show::hasEnded);
        throw new JobFailedException(
            "not all requests ended in every topic within 20 s; missing are " + missing);
      }
    }
  }
}
