package io.millrace.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text as a tokenizer would: a blank belongs to the word behind it, long words come in pieces, digits by threes at
 * most, signs in small groups, other scripts in one to three letters. Addresses and numbers are cut in the middle. The same
 * text is always cut the same way.
 */
final class TokenCutter {

  private static final Pattern WORDS = Pattern.compile(
      " ?\\p{IsLatin}[\\p{IsLatin}\\p{M}]*| ?\\p{Nd}{1,3}| ?[\\p{L}\\p{M}]+| ?[^\\s\\p{L}\\p{M}\\p{Nd}]{1,3}|\\s+");

  private static final int SHORT_WORD = 6;

  private TokenCutter() {}

  /** The pieces, which concatenated are the text. */
  static List<String> cut(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    List<String> tokens = new ArrayList<>();
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      addParts(words.group(), random, tokens);
    }
    return tokens;
  }

  private static void addParts(String word, SplittableRandom random, List<String> tokens) {
    int[] letters = word.codePoints().toArray();
    int from = 0;
    while (from < letters.length) {
      int left = letters.length - from;
      int length = Math.min(left, isLatin(word) ? latin(left, random) : 1 + random.nextInt(3));
      tokens.add(new String(letters, from, length));
      from += length;
    }
  }

  /** Short words are a token; of a long one, three to six letters at a time. */
  private static int latin(int left, SplittableRandom random) {
    return left <= SHORT_WORD ? left : 3 + random.nextInt(4);
  }

  private static boolean isLatin(String word) {
    return word.codePoints().allMatch(each -> each < 0x250);
  }
}
