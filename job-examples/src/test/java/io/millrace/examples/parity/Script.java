package io.millrace.examples.parity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of one completion, in the order in which they come to be written. */
final class Script {

  /**
   * A record.
   *
   * @param value its value
   * @param headers its headers
   */
  record Line(String value, Map<String, String> headers) {
    static Line plain(String value) {
      return new Line(value, Map.of());
    }

    Line with(String name, Object header) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, header.toString());
      return new Line(value, more);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> WORDS = List.of(
      "Write to ",
      "anna.lindqvist@example.com",
      " or call +1 202-555-0143",
      ", please. ",
      "😊 ",
      "Grüße an ",
      "juergen@example.de",
      " from DE89 3704 0044 0532 0130 00",
      " 表 ",
      "card 4111 1111 1111 1111; ",
      "see https://example.org/a?b=c ",
      "and nothing else. ");

  private final String id;
  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private @Nullable String text;
  private int written;

  Script(String id, Random random) {
    this.id = id;
    this.random = random;
  }

  String id() {
    return id;
  }

  /** The whole text, of a completion that has one. */
  Optional<String> text() {
    return Optional.ofNullable(text);
  }

  boolean hasNext() {
    return written < lines.size();
  }

  Line next() {
    return lines.get(written++);
  }

  /** The same with its records. */
  Script with(Trouble trouble) {
    List<String> pieces = pieces();
    List<Line> plain = told(pieces);
    text = trouble.leavesOpen() ? null : String.join("", pieces);
    switch (trouble) {
      case NONE -> lines.addAll(plain);
      case NUMBERED -> lines.addAll(numbered(plain, 0));
      case DUPLICATES -> lines.addAll(duplicated(numbered(plain, 0)));
      case SHUFFLED -> lines.addAll(shuffled(duplicated(numbered(plain, 0))));
      case RETRIED_MIDWAY -> retryMidway(plain);
      case RETRIED_AFTER_ITS_END -> retryAfterItsEnd(plain);
      case HALF_NUMBERED -> numberHalf(plain);
      case UNKNOWN_PARAMETER -> parameters(plain, "{\"nobody.reads\":1}", false);
      case PARAMETERS -> parameters(plain, "{\"threshold\":0.97}", true);
      case MANY_TEXTS -> manyTexts(plain);
      case TALKATIVE -> {
        lines.addAll(plain);
        lines.add(Line.plain(chunk(0, Map.of("content", "too late"), null)));
      }
      case NO_END -> lines.addAll(plain.subList(0, plain.size() - 1));
      case GAP -> {
        lines.addAll(numbered(plain, 0));
        lines.remove(1);
      }
    }
    return this;
  }

  private void retryMidway(List<Line> plain) {
    List<Line> first = numbered(told(pieces()), 0);
    List<Line> second = numbered(plain, 1);
    lines.addAll(first.subList(0, 2));
    lines.add(second.get(0));
    lines.addAll(first.subList(2, first.size()));
    lines.addAll(shuffled(second.subList(1, second.size())));
    lines.add(first.get(0));
  }

  private void retryAfterItsEnd(List<Line> plain) {
    lines.addAll(numbered(told(pieces()), 0));
    lines.addAll(numbered(plain, 1));
    lines.add(lines.get(0));
  }

  private void numberHalf(List<Line> plain) {
    List<Line> numbered = numbered(plain, 0);
    for (int i = 0; i < plain.size(); i++) {
      lines.add((random.nextBoolean() ? plain : numbered).get(i));
    }
    lines.set(1, plain.get(1));
    lines.set(2, numbered.get(2));
    text = null;
  }

  private void parameters(List<Line> plain, String parameters, boolean known) {
    lines.addAll(numbered(plain, 0));
    lines.set(0, lines.get(0).with("parameters", parameters).with("traceparent", "00-" + id));
    text = null;
    if (known) {
      Collections.swap(lines, 0, 1);
    }
  }

  private void manyTexts(List<Line> plain) {
    for (int i = 0; i < plain.size(); i++) {
      boolean last = i == plain.size() - 1;
      lines.add(plain.get(i));
      lines.add(Line.plain(
          chunk(1, Map.of("content", "two " + i, "refusal", "no " + i), last ? "stop" : null)));
    }
    Map<String, Object> call = new TreeMap<>(
        Map.of("index", 0, "function", Map.of("arguments", "{\"to\":\"a@example.com\"}")));
    lines.add(1, Line.plain(chunk(0, Map.of("tool_calls", List.of(call)), null)));
  }

  /** Pieces of a text, cut anywhere between two characters. */
  private List<String> pieces() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      all.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    List<String> pieces = new ArrayList<>();
    int[] characters = all.codePoints().toArray();
    int from = 0;
    while (from < characters.length) {
      int length = Math.min(characters.length - from, random.nextInt(16));
      pieces.add(new String(characters, from, length));
      from += length;
    }
    while (pieces.size() < 4) {
      pieces.add("");
    }
    return pieces;
  }

  private List<Line> told(List<String> pieces) {
    List<Line> told = new ArrayList<>();
    for (String piece : pieces) {
      told.add(Line.plain(chunk(0, Map.of("content", piece), null)));
    }
    told.add(Line.plain(chunk(0, Map.of(), "stop")));
    return told;
  }

  private String chunk(int choice, Map<String, Object> delta, @Nullable String finish) {
    ObjectNode chunk = JSON.createObjectNode()
        .put("id", id)
        .put("object", "chat.completion.chunk")
        .put("model", "example-small-1");
    ObjectNode said = chunk.putArray("choices").addObject().put("index", choice);
    said.set("delta", JSON.valueToTree(new TreeMap<>(delta)));
    said.put("finish_reason", finish);
    return chunk.toString();
  }

  private static List<Line> numbered(List<Line> plain, int attempt) {
    List<Line> numbered = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      numbered.add(plain.get(i).with("sequence", i).with("attempt", attempt));
    }
    return numbered;
  }

  private List<Line> duplicated(List<Line> once) {
    List<Line> twice = new ArrayList<>(once);
    for (Line line : once) {
      if (random.nextInt(3) == 0) {
        int place = twice.indexOf(line) + 1;
        twice.add(place + random.nextInt(twice.size() - place + 1), line);
      }
    }
    return twice;
  }

  /** No record comes more than a few places late. */
  private List<Line> shuffled(List<Line> ordered) {
    List<Line> shuffled = new ArrayList<>(ordered);
    for (int from = 0; from < shuffled.size(); from += 6) {
      Collections.shuffle(shuffled.subList(from, Math.min(shuffled.size(), from + 6)), random);
    }
    return shuffled;
  }
}
