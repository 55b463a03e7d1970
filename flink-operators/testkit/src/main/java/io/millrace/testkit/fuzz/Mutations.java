package io.millrace.testkit.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of examples: the n-th input of a seed is always the same. */
final class Mutations {

  private static final int MOST = 4;
  private static final int LONGEST_RUN = 4_096;
  private static final byte[] EDGES = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};
  private static final long[] NUMBERS = {
    0,
    -1,
    1,
    Byte.MAX_VALUE,
    Short.MAX_VALUE,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 8,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final List<byte[]> examples;
  private final List<byte[]> spice;
  private final long seed;

  Mutations(List<byte[]> examples, List<byte[]> spice, long seed) {
    this.examples = examples;
    this.spice = spice;
    this.seed = seed;
  }

  byte[] input(long number) {
    // Neighbouring seeds of Random begin alike: they are spread first.
    Random random = new Random((seed * 0x9E3779B97F4A7C15L + number) * 0xBF58476D1CE4E5B9L);
    byte[] input = random.nextInt(50) == 0 ? noise(random) : pick(examples, random);
    for (int left = random.nextInt(MOST + 1); left > 0; left--) {
      input = mutated(input, random);
    }
    return input;
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(256)];
    random.nextBytes(noise);
    return noise;
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  private byte[] mutated(byte[] input, Random random) {
    int at = random.nextInt(input.length + 1);
    int to = Math.min(input.length, at + 1 + random.nextInt(16));
    return switch (random.nextInt(9)) {
      case 0 -> Arrays.copyOf(input, at);
      case 1 -> spliced(input, at, to, new byte[0]);
      case 2 -> spliced(input, at, at, spice.isEmpty() ? noise(random) : pick(spice, random));
      case 3 -> spliced(input, at, at, run(random));
      case 4 -> spliced(input, at, input.length, tail(pick(examples, random), random));
      case 5 -> spliced(input, at, Math.min(input.length, at + 4), number(random, 4));
      case 6 -> spliced(input, at, Math.min(input.length, at + 8), number(random, 8));
      case 7 -> spliced(input, at, Math.min(input.length, at + 1), one(random));
      default ->
        spliced(input, at, Math.min(input.length, at + 1), new byte[] {
          EDGES[random.nextInt(EDGES.length)]
        });
    };
  }

  private static byte[] one(Random random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  /** The same again and again: what nests, nests deep. */
  private byte[] run(Random random) {
    byte[] each = spice.isEmpty() || random.nextBoolean() ? one(random) : pick(spice, random);
    int times = 1 << random.nextInt(12);
    byte[] run = new byte[Math.min(LONGEST_RUN, each.length * times)];
    for (int i = 0; i < run.length; i++) {
      run[i] = each[i % each.length];
    }
    return run;
  }

  private static byte[] tail(byte[] example, Random random) {
    return Arrays.copyOfRange(example, random.nextInt(example.length + 1), example.length);
  }

  private static byte[] number(Random random, int bytes) {
    byte[] eight =
        ByteBuffer.allocate(8).putLong(NUMBERS[random.nextInt(NUMBERS.length)]).array();
    return Arrays.copyOfRange(eight, 8 - bytes, 8);
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] with) {
    byte[] spliced = new byte[input.length - (to - from) + with.length];
    System.arraycopy(input, 0, spliced, 0, from);
    System.arraycopy(with, 0, spliced, from, with.length);
    System.arraycopy(input, to, spliced, from + with.length, input.length - to);
    return spliced;
  }
}
