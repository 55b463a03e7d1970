package io.millrace.examples.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a topic, as {@code --from} and {@code --until} name it. */
sealed interface TopicPlace {

  /** A place that has a name. */
  enum Named implements TopicPlace {
    /** Where the group stands; where it has not stood, at the earliest. */
    GROUP,
    /** At the beginning. */
    EARLIEST,
    /** At what comes next. */
    LATEST
  }

  /**
   * The first records that are not older.
   *
   * @param time their timestamp
   */
  record At(Instant time) implements TopicPlace {}

  /**
   * An offset of each partition.
   *
   * @param byPartition the offsets
   */
  record Offsets(SortedMap<Integer, Long> byPartition) implements TopicPlace {}

  /** What a partition and an offset look like. */
  Pattern OFFSET = Pattern.compile("(\\d{1,9})=(\\d{1,18})");

  /** Several of them. */
  Pattern OFFSETS = Pattern.compile(OFFSET + "(," + OFFSET + ")*");

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TopicPlace parse(String text) {
    for (Named named : Named.values()) {
      if (named.name().equals(text.toUpperCase(Locale.ROOT))) {
        return named;
      }
    }
    if (OFFSETS.matcher(text).matches()) {
      return offsets(text);
    }
    try {
      return new At(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be group, earliest, latest, a time such as 2026-01-31T12:00:00Z,"
              + " or offsets by partition such as 0=120,1=55 but was '" + text + "'",
          e);
    }
  }

  private static Offsets offsets(String text) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    Matcher each = OFFSET.matcher(text);
    while (each.find()) {
      if (offsets.put(Integer.valueOf(each.group(1)), Long.valueOf(each.group(2))) != null) {
        throw new IllegalArgumentException("names partition " + each.group(1) + " twice");
      }
    }
    return new Offsets(offsets);
  }

  /** Why there can be nothing between two places; empty if there can. */
  static String contradiction(TopicPlace from, TopicPlace until) {
    if (from instanceof At start
        && until instanceof At stop
        && stop.time().isBefore(start.time())) {
      return stop.time() + " is before " + start.time();
    }
    if (from instanceof Offsets start && until instanceof Offsets stop) {
      for (Map.Entry<Integer, Long> each : stop.byPartition().entrySet()) {
        Long begin = start.byPartition().getOrDefault(each.getKey(), 0L);
        if (each.getValue() < begin) {
          return "offset " + each.getValue() + " of partition " + each.getKey() + " is before "
              + begin;
        }
      }
    }
    return "";
  }
}
