package io.millrace.testkit.fuzz;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Feeds a reader with mutated examples: {@code Fuzzing.of("chunks", examples, reader::read).refusing(BadChunk.class).check()}.
 * Each input must be read, or refused with one of the documented exceptions; within a time and with an allocation that are
 * capped; and no memory may stay behind. The first that is not fails the check, with the input in hexadecimal.
 *
 * <p>How many inputs there are is a matter of patience: so many as the check says, which suits a build, times the system
 * property {@value #TIMES_PROPERTY}. The inputs depend on the seed alone, the system property {@value #SEED_PROPERTY}.
 */
public final class Fuzzing {

  /** The system property that says how many times more inputs than usual there are; 1 unless set. */
  public static final String TIMES_PROPERTY = "millrace.fuzz.times";

  /** The system property with the seed; 1 unless set. */
  public static final String SEED_PROPERTY = "millrace.fuzz.seed";

  private static final System.Logger LOG = System.getLogger(Fuzzing.class.getName());

  private static final long USUAL = 20_000;

  /** What is read or refused. */
  @FunctionalInterface
  public interface Reader {
    /** Reads an input to its end. */
    void read(byte[] input) throws Exception;
  }

  private final String target;
  private final List<byte[]> examples;
  private final List<byte[]> spice;
  private final Reader reader;
  private final Set<Class<? extends Throwable>> refusals;
  private final long inputs;
  private final FuzzCaps caps;

  private Fuzzing(
      String target,
      List<byte[]> examples,
      List<byte[]> spice,
      Reader reader,
      Set<Class<? extends Throwable>> refusals,
      long inputs,
      FuzzCaps caps) {
    this.target = target;
    this.examples = examples;
    this.spice = spice;
    this.reader = reader;
    this.refusals = refusals;
    this.inputs = inputs;
    this.caps = caps;
  }

  /**
   * Of a reader, with examples that it reads.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Fuzzing of(String target, List<byte[]> examples, Reader reader) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one example of " + target);
    }
    return new Fuzzing(
        target, List.copyOf(examples), List.of(), reader, Set.of(), USUAL, FuzzCaps.DEFAULT);
  }

  /** The same of texts, in UTF-8. */
  public static Fuzzing ofTexts(String target, List<String> examples, Reader reader) {
    return of(target, bytes(examples), reader);
  }

  private static List<byte[]> bytes(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** The same, where these exceptions, and what extends them, are documented. */
  @SafeVarargs
  public final Fuzzing refusing(Class<? extends Throwable>... documented) {
    Set<Class<? extends Throwable>> all = new HashSet<>();
    for (Class<? extends Throwable> each : documented) {
      all.add(each);
    }
    return new Fuzzing(target, examples, spice, reader, Set.copyOf(all), inputs, caps);
  }

  /** The same with pieces that mean something to the reader. */
  public Fuzzing withSpice(String... pieces) {
    return new Fuzzing(
        target, examples, bytes(Arrays.asList(pieces)), reader, refusals, inputs, caps);
  }

  /** The same with so many inputs in a build. */
  public Fuzzing withInputs(long newInputs) {
    return new Fuzzing(target, examples, spice, reader, refusals, newInputs, caps);
  }

  /** The same with other caps. */
  public Fuzzing within(FuzzCaps newCaps) {
    return new Fuzzing(target, examples, spice, reader, refusals, inputs, newCaps);
  }

  /**
   * Runs it, and logs what came of it.
   *
   * @throws AssertionError if an input is neither read nor refused as documented, takes too long or too much, or if memory
   *     stays behind
   */
  public FuzzReport check() {
    long seed = Long.getLong(SEED_PROPERTY, 1);
    long all = inputs * Long.getLong(TIMES_PROPERTY, 1);
    FuzzRun run = new FuzzRun(target, new Mutations(examples, spice, seed), this::reads, caps, all);
    FuzzReport report = run.report(seed);
    LOG.log(Level.INFO, report.toString());
    return report;
  }

  /** Whether an input is read; false if it is refused as documented. */
  private boolean reads(byte[] input) throws Throwable {
    try {
      reader.read(input);
      return true;
    } catch (Throwable thrown) {
      if (refusals.stream().noneMatch(each -> each.isInstance(thrown))) {
        throw thrown;
      }
      return false;
    }
  }
}
