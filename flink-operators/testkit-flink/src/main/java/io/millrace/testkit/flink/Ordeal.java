package io.millrace.testkit.flink;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What befalls an operator while it runs a scenario, the same for equal ones.
 *
 * @param seed which messages it befalls
 * @param hardships what it has to bear; none is an undisturbed run on the heap
 */
public record Ordeal(long seed, Set<Hardship> hardships) {

  /**
   * Copies the hardships.
   *
   * @throws IllegalArgumentException if tasks are to be rescaled that are never restored
   */
  public Ordeal {
    hardships = Collections.unmodifiableSet(sorted(hardships));
    if (hardships.contains(Hardship.RESCALING)
        && hardships.stream().noneMatch(Hardship::restores)) {
      throw new IllegalArgumentException(
          "RESCALING needs FAILURES or RESTORES_EVERYWHERE beside it but has " + hardships);
    }
  }

  /** These hardships. */
  public static Ordeal of(long seed, Hardship... hardships) {
    return new Ordeal(seed, sorted(Arrays.asList(hardships)));
  }

  static Ordeal random(RandomGenerator random) {
    Set<Hardship> drawn = EnumSet.noneOf(Hardship.class);
    for (Hardship hardship : Hardship.values()) {
      if (random.nextBoolean()) {
        drawn.add(hardship);
      }
    }
    if (drawn.stream().noneMatch(Hardship::restores)) {
      drawn.remove(Hardship.RESCALING);
    }
    return new Ordeal(random.nextInt(1_000), drawn);
  }

  boolean has(Hardship hardship) {
    return hardships.contains(hardship);
  }

  /** None at all; one hardship less, each in turn; and restored everywhere in place of here and there, which needs no luck. */
  List<Ordeal> simpler() {
    Set<Ordeal> simpler = new LinkedHashSet<>();
    if (!hardships.isEmpty()) {
      simpler.add(of(seed));
    }
    for (Hardship hardship : hardships) {
      Set<Hardship> fewer = sorted(hardships);
      fewer.remove(hardship);
      if (fewer.stream().noneMatch(Hardship::restores)) {
        fewer.remove(Hardship.RESCALING);
      }
      simpler.add(new Ordeal(seed, fewer));
    }
    if (has(Hardship.FAILURES) && !has(Hardship.RESTORES_EVERYWHERE)) {
      Set<Hardship> everywhere = sorted(hardships);
      everywhere.remove(Hardship.FAILURES);
      everywhere.add(Hardship.RESTORES_EVERYWHERE);
      simpler.add(new Ordeal(seed, everywhere));
    }
    return List.copyOf(simpler);
  }

  private static Set<Hardship> sorted(Iterable<Hardship> hardships) {
    Set<Hardship> sorted = EnumSet.noneOf(Hardship.class);
    hardships.forEach(sorted::add);
    return sorted;
  }

  /** As Java source. */
  @Override
  public String toString() {
    return hardships.stream()
        .map(hardship -> ", Hardship." + hardship)
        .collect(Collectors.joining("", "Ordeal.of(" + seed, ")"));
  }
}
