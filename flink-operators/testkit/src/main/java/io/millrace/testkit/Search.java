package io.millrace.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Goes through texts and cuttings until enough were tried. A text seen for the first time is cut where it is most likely
 * to hurt: not at all, everywhere, and once at each place; then at random; then it runs among other requests.
 */
final class Search<O, OE> {

  private static final int SINGLE_CUTS = 100;
  private static final int RANDOM_CUTTINGS = 30;
  private static final int REQUESTS = 3;

  private final Failures<O, OE> failures;
  private final Iterator<String> texts;
  private final RandomGenerator random;
  private final long wanted;
  private final boolean splitsPairs;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> recent = new ArrayDeque<>();
  private long textCount;
  private long tried;

  Search(Failures<O, OE> failures, Texts texts, long seed, long wanted, boolean splitsPairs) {
    this.failures = failures;
    this.random = new SplittableRandom(seed);
    this.texts = texts.stream(new SplittableRandom(seed)).iterator();
    this.wanted = wanted;
    this.splitsPairs = splitsPairs;
  }

  Proof run() {
    while (tried < wanted) {
      String text = texts.next();
      textCount++;
      checkCuttings(text);
      checkAmongOthers(text);
    }
    return new Proof(textCount, tried, failures.excused());
  }

  private void checkCuttings(String text) {
    O answer = failures.check(text);
    List<Cutting> cuttings = new ArrayList<>();
    if (seen.add(text)) {
      addSystematic(text, cuttings);
    }
    for (int i = 0; i < RANDOM_CUTTINGS; i++) {
      cuttings.add(
          splitsPairs
              ? Cutting.random(text, random)
              : Cutting.randomBetweenCodePoints(text, random));
    }
    for (Cutting cutting : cuttings) {
      if (tried == wanted) {
        return;
      }
      tried++;
      failures.check(cutting, answer, random::nextInt);
    }
  }

  private void addSystematic(String text, List<Cutting> cuttings) {
    cuttings.add(Cutting.whole(text));
    cuttings.add(splitsPairs ? Cutting.units(text) : Cutting.codePoints(text));
    int step = 1 + text.length() / SINGLE_CUTS;
    for (int at = step; at < text.length(); at += step) {
      if (mayCut(text, at)) {
        cuttings.add(random.nextBoolean() ? Cutting.at(text, at) : Cutting.at(text, at, at));
      }
    }
  }

  private void checkAmongOthers(String text) {
    recent.add(text);
    if (recent.size() > REQUESTS) {
      recent.remove();
    }
    if (recent.size() == REQUESTS && tried + REQUESTS <= wanted) {
      tried += REQUESTS;
      failures.check(Scenario.random(List.copyOf(recent), random, splitsPairs));
    }
  }

  private boolean mayCut(String text, int at) {
    return splitsPairs || !Cutting.splitsPair(text, at);
  }
}
