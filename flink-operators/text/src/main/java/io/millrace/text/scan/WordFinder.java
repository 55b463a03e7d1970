package io.millrace.text.scan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the longest of many words and phrases that stands by itself at a place: with no letter or digit right before or
 * behind it, where it begins or ends with one. Case does not matter. Takes one walk through a tree of characters, however
 * many words there are.
 */
public final class WordFinder implements Finder {

  private final Node root = new Node();

  private WordFinder() {}

  /**
   * A finder of these words.
   *
   * @throws IllegalArgumentException if there is none, or one is blank or begins or ends with a blank
   */
  public static WordFinder of(Collection<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a word list must not be empty");
    }
    WordFinder finder = new WordFinder();
    words.forEach(finder::add);
    return finder;
  }

  private void add(String word) {
    if (word.isEmpty() || !word.equals(word.strip())) {
      throw new IllegalArgumentException(
          "a word must not be empty or begin or end with a blank but was \"" + word + "\"");
    }
    Node node = root;
    for (int i = 0; i < word.length(); i++) {
      node = node.children.computeIfAbsent(fold(word.charAt(i)), c -> new Node());
    }
    node.complete = true;
  }

  @Override
  public int next(Window window, int from) {
    String text = window.text();
    int at = from;
    while (at < window.end() && !root.children.containsKey(fold(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  @Override
  public int attempt(Window window, int at) {
    String text = window.text();
    if (at > 0 && joins(text, at)) {
      return NONE;
    }
    int longest = NONE;
    int end = window.end(at);
    Node node = root;
    for (int i = at; i < end; i++) {
      Node child = node.children.get(fold(text.charAt(i)));
      if (child == null) {
        return longest;
      }
      node = child;
      if (node.complete && i + 1 < end && !joins(text, i + 1)) {
        longest = i + 1;
      }
    }
    if (window.goesOn(at)) {
      return OPEN;
    }
    return node.complete ? end : longest;
  }

  /** Whether the characters on both sides of a place belong to one word. */
  private static boolean joins(String text, int at) {
    return isWord(text.codePointBefore(at)) && isWord(text.codePointAt(at));
  }

  private static boolean isWord(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || codePoint == '_'
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /** Two codepoints, of which the second's high surrogate may be the first unit. */
  @Override
  public int lookBehind() {
    return 2;
  }

  private static final class Node {
    private final Map<Character, Node> children = new HashMap<>();
    private boolean complete;
  }
}
