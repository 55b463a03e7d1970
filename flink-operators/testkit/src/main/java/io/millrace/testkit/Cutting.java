package io.millrace.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A text in elements. Concatenated they are the text; any of them may be empty, and there may be none.
 *
 * @param elements the elements in their order
 */
public record Cutting(List<String> elements) {

  private static final double[] DENSITIES = {0.02, 0.1, 0.3, 0.7};
  private static final double EMPTY_ELEMENT = 0.1;

  /** Copies the elements. */
  public Cutting {
    elements = List.copyOf(elements);
  }

  /** These elements. */
  public static Cutting of(String... elements) {
    return new Cutting(Arrays.asList(elements));
  }

  /** The text as one element. */
  public static Cutting whole(String text) {
    return of(text);
  }

  /** One UTF-16 unit an element: surrogate pairs are cut too. None for the empty text. */
  public static Cutting units(String text) {
    return cutWhere(text, at -> true);
  }

  /** One code point an element. None for the empty text. */
  public static Cutting codePoints(String text) {
    return cutWhere(text, at -> !splitsPair(text, at));
  }

  /** Cut at these UTF-16 indices, which increase; the same index twice gives an empty element. */
  public static Cutting at(String text, int... cuts) {
    List<String> elements = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      elements.add(text.substring(from, cut));
      from = cut;
    }
    elements.add(text.substring(from));
    return new Cutting(elements);
  }

  /** Cut at random places, surrogate pairs included, with an empty element here and there. */
  public static Cutting random(String text, RandomGenerator random) {
    return random(text, random, at -> true);
  }

  /** Cut at random places between code points, with an empty element here and there. */
  public static Cutting randomBetweenCodePoints(String text, RandomGenerator random) {
    return random(text, random, at -> !splitsPair(text, at));
  }

  private static Cutting random(String text, RandomGenerator random, IntPredicate allowed) {
    double density = DENSITIES[random.nextInt(DENSITIES.length)];
    List<String> elements = new ArrayList<>();
    for (String element :
        cutWhere(text, at -> allowed.test(at) && random.nextDouble() < density).elements()) {
      if (random.nextDouble() < EMPTY_ELEMENT) {
        elements.add("");
      }
      elements.add(element);
    }
    if (random.nextDouble() < EMPTY_ELEMENT) {
      elements.add("");
    }
    return new Cutting(elements);
  }

  /** Whether an element begins in the middle of a surrogate pair. */
  boolean splitsPair() {
    String text = text();
    int at = 0;
    for (String element : elements) {
      if (at > 0 && at < text.length() && splitsPair(text, at)) {
        return true;
      }
      at += element.length();
    }
    return false;
  }

  static boolean splitsPair(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at))
        && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static Cutting cutWhere(String text, IntPredicate cut) {
    List<String> elements = new ArrayList<>();
    int from = 0;
    for (int at = 1; at < text.length(); at++) {
      if (cut.test(at)) {
        elements.add(text.substring(from, at));
        from = at;
      }
    }
    if (!text.isEmpty()) {
      elements.add(text.substring(from));
    }
    return new Cutting(elements);
  }

  /** The text that was cut. */
  public String text() {
    return String.join("", elements);
  }

  /** The elements as Java source: {@code "a@b", ".com"}. */
  @Override
  public String toString() {
    return elements.stream().map(JavaSource::literal).collect(Collectors.joining(", "));
  }
}
