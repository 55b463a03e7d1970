package io.millrace.examples.multitask;

import io.millrace.core.task.TaskModule;
import io.millrace.schemas.FinishReason;
import io.millrace.schemas.GeneratedTextStreamResult;
import io.millrace.schemas.GenerationDetails;
import io.millrace.schemas.ProducerId;
import io.millrace.tasks.StandardTasks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generates text, word by word, as a language model does, but by rules: it is no model, understands two instructions, and
 * stands in for one where none can be reached. A prompt is the instruction, an empty line, and the text it is about.
 *
 * <p>Asked for people and places it names, one a line, the capitalised words behind a title (Dr. Ito) and behind "in", "from"
 * and "to". Asked for the mood it counts a few dozen plain words. Of anything else it says that it does not know.
 */
public final class RuleBasedGenerator {

  static final String ID = "rule-based-generator";
  static final String VERSION = "1.0.0";

  private static final Pattern NAMED = Pattern.compile(
      "\\b(?:(?<title>Mr|Mrs|Ms|Dr)\\.? |(?:in|from|to) )(?<name>\\p{Lu}\\p{L}+)",
      Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final Pattern PIECE = Pattern.compile("(?<=\\s)(?=\\S)");

  private static final Set<String> GLAD = Set.of(
      "good",
      "great",
      "happy",
      "glad",
      "love",
      "loved",
      "like",
      "liked",
      "fine",
      "nice",
      "best",
      "wonderful",
      "thanks",
      "perfect",
      "excellent");
  private static final Set<String> SAD = Set.of(
      "bad",
      "sad",
      "angry",
      "hate",
      "hated",
      "awful",
      "poor",
      "worst",
      "broken",
      "late",
      "terrible",
      "wrong",
      "never",
      "sorry",
      "horrible");

  private RuleBasedGenerator() {}

  /** The module; it serves text generation. */
  public static TaskModule module() {
    return TaskModule.named(ID, VERSION)
        .serves(
            StandardTasks.TEXT_GENERATION,
            as -> as.unaryStream((prompt, parameters) -> pieces(answer(prompt))).deterministic())
        .build();
  }

  private static String answer(String prompt) {
    int end = prompt.indexOf("\n\n");
    String instruction = (end < 0 ? prompt : prompt.substring(0, end)).toLowerCase(Locale.ROOT);
    String text = end < 0 ? "" : prompt.substring(end + 2);
    if (instruction.contains("people") && instruction.contains("places")) {
      return names(text);
    }
    return instruction.contains("mood") ? mood(text) : "I do not know.";
  }

  private static String names(String text) {
    String names = NAMED
        .matcher(text)
        .results()
        .map(match -> (match.group(1) == null ? "PLACE: " : "PERSON: ") + match.group(2))
        .distinct()
        .collect(Collectors.joining("\n"));
    return names.isEmpty() ? "NONE" : names;
  }

  private static String mood(String text) {
    List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(match -> match.group())
        .toList();
    long glad = words.stream().filter(GLAD::contains).count();
    long sad = words.stream().filter(SAD::contains).count();
    return glad == sad ? "neutral" : glad > sad ? "positive" : "negative";
  }

  private static Stream<GeneratedTextStreamResult> pieces(String answer) {
    List<String> pieces = Arrays.asList(PIECE.split(answer));
    int last = pieces.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> new GeneratedTextStreamResult(
            pieces.get(i),
            null,
            i == 0 ? new ProducerId(ID, VERSION) : null,
            i == last
                ? new GenerationDetails(
                    FinishReason.EOS_TOKEN, (long) pieces.size(), null, null, null)
                : null));
  }
}
