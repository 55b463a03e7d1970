package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.ClassificationResults;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordListClassificationTest {

  private static final Parameters ALL = Parameters.of("threshold", 0.0);

  private static final TaskModule TOPICS = WordListClassification.builder()
      .words("SPORT", List.of("goal", "match", "red card", "\u26BD"))
      .words("MONEY", List.of("credit card", "bank", "match", "Zinsen"))
      .word("MONEY", "interest rate", 2)
      .module();

  private static final TaskModule MOODS = WordListClassification.builder()
      .words("GOOD", List.of("good", "nice", "not bad"))
      .words("BAD", List.of("bad"))
      .words("WET", List.of("rain"))
      .opposites("GOOD", "BAD")
      .negators(List.of("not", "isn't"))
      .module();

  @Test
  void aLabelsScoreIsItsShareOfWhatIsSaidAndOneMore() {
    assertThat(scores(TOPICS, "A goal!")).containsExactly("SPORT 0.50", "MONEY 0.00");
    assertThat(scores(TOPICS, "A goal, and a goal.")).containsExactly("SPORT 0.67", "MONEY 0.00");
    assertThat(scores(TOPICS, "The bank, the goal.")).containsExactly("SPORT 0.33", "MONEY 0.33");
    assertThat(scores(TOPICS, "The interest rate of a bank"))
        .containsExactly("MONEY 0.75", "SPORT 0.00");
    assertThat(scores(TOPICS, "")).containsExactly("SPORT 0.00", "MONEY 0.00");
  }

  @Test
  void aWordMayBeInTheListsOfTwoLabels() {
    assertThat(scores(TOPICS, "match")).containsExactly("SPORT 0.33", "MONEY 0.33");
  }

  @Test
  void thePhraseCountsAndNotItsWords() {
    assertThat(scores(TOPICS, "a red card")).containsExactly("SPORT 0.50", "MONEY 0.00");
    assertThat(scores(TOPICS, "a card")).containsExactly("SPORT 0.00", "MONEY 0.00");
    assertThat(scores(MOODS, "not bad")).containsExactly("GOOD 0.50", "BAD 0.00", "WET 0.00");
  }

  @Test
  void wordsAreTheSameWhateverTheirCaseAndForm() {
    assertThat(scores(TOPICS, "ZINSEN \uFF42\uFF41\uFF4E\uFF4B"))
        .containsExactly("MONEY 0.67", "SPORT 0.00");
    assertThat(scores(TOPICS, "\u26BD\uFE0F")).containsExactly("SPORT 0.50", "MONEY 0.00");
    assertThat(scores(TOPICS, "goals banking")).containsExactly("SPORT 0.00", "MONEY 0.00");
  }

  @Test
  void findsWordsOfScriptsWithoutSpaces() {
    TaskModule chinese = WordListClassification.builder()
        .words("GOOD", List.of("喜欢", "漂亮"))
        .words("BAD", List.of("讨厌"))
        .locale(Locale.CHINESE)
        .module();
    assertThat(scores(chinese, "我喜欢这个漂亮的房子。")).containsExactly("GOOD 0.67", "BAD 0.00");
  }

  @ParameterizedTest
  @CsvSource({
    "it is not good, BAD 0.50",
    "it isn\u2019t good, BAD 0.50",
    "not a very good day, BAD 0.50",
    "not such a very good day, GOOD 0.50",
    "'not here; good', GOOD 0.50",
    "'not bad, good', GOOD 0.67",
    "not good nice, BAD 0.67",
    "no good, GOOD 0.50"
  })
  void aNegatorTurnsTheNextThreeWordsOfItsClause(String text, String best) {
    assertThat(scores(MOODS, text)).first().isEqualTo(best);
  }

  @Test
  void aTurnedWordOfALabelWithoutAnOppositeSaysNothing() {
    assertThat(scores(MOODS, "not rain")).containsExactly("GOOD 0.00", "BAD 0.00", "WET 0.00");
  }

  @ParameterizedTest
  @CsvSource({
    "'This is wonderful, thank you!', POSITIVE",
    "I love it., POSITIVE",
    "The worst service ever., NEGATIVE",
    "It doesn't work and the manual is useless., NEGATIVE",
    "This is not good., NEGATIVE",
    "The train leaves at nine., none",
    "'Great screen, bad keyboard.', none"
  })
  void theEnglishListTellsPlainSentencesApart(String text, String expected) {
    List<ClassificationResult> results =
        runner(WordListClassification.englishSentiment()).unaryUnary(text).getResults();
    assertThat(results.stream().map(ClassificationResult::getLabel).toList())
        .isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  @Test
  void thresholdAndLabelsChooseAmongTheResults() {
    var runner = runner(TOPICS);
    assertThat(runner.unaryUnary("goal").getResults())
        .containsExactly(new ClassificationResult("SPORT", 0.5));
    assertThat(runner.unaryUnary("goal", Parameters.of("threshold", 0.51)).getResults())
        .isEmpty();
    assertThat(runner
            .unaryUnary("goal", Parameters.of(Map.of("threshold", 0, "labels", List.of("MONEY"))))
            .getResults())
        .containsExactly(new ClassificationResult("MONEY", 0.0));
    assertThatThrownBy(() -> runner.unaryUnary("goal", Parameters.of("labels", List.of("WEATHER"))))
        .isInstanceOf(StatusException.class)
        .hasMessage("INVALID_ARGUMENT: parameter 'labels' must be among [SPORT, MONEY] but has"
            + " \"WEATHER\"");
  }

  @Test
  void labelsEachSentenceOfAStream() {
    TaskModule sentences = SpanClassification.ofTexts(
        SentenceSegmenter.standard().trimmed(), runner(WordListClassification.englishSentiment()));
    var streamed = StandardTasks.TOKEN_CLASSIFICATION
        .runner(sentences)
        .streamStream(List.of("I lo", "ve it. It is", " blue. I hat", "e it").stream())
        .flatMap(frame -> frame.getResults().stream());
    assertThat(streamed.map(result -> result.getEntity() + ": " + result.getWord()))
        .containsExactly("POSITIVE: I love it.", "NEGATIVE: I hate it");
  }

  @Test
  void readsTheLinesOfAList() {
    TaskModule module = WordListClassification.builder()
        .lines("GOOD", List.of("# good words", "", "fine", "red wine\t2"))
        .module();
    assertThat(scores(module, "fine")).containsExactly("GOOD 0.50");
    assertThat(scores(module, "Red wine")).containsExactly("GOOD 0.67");
  }

  @Test
  void refusesWhatIsNoList() {
    WordListClassification.Builder builder = WordListClassification.builder();
    assertThatThrownBy(builder::module)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a module of word lists must have words");
    for (String line : List.of("fine\tvery", "fine\t1\t2")) {
      assertThatThrownBy(() -> builder.lines("GOOD", List.of(line)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a line of a word list must be a word, or a word, a tab and a weight, but was"
              + " \"" + line + "\"");
    }
    assertThatThrownBy(() -> builder.lines("GOOD", List.of("fine\tNaN")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a weight must be over 0 and up to 100 but that of \"fine\" was NaN");
    assertThatThrownBy(() -> builder.word(" ", "fine", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a label must not be blank");
    assertThatThrownBy(() -> builder.words("GOOD", List.of("...")).module())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a word must have a letter, a digit or an emoji but was \"...\"");
    assertThatThrownBy(() -> WordListClassification.builder()
            .words("GOOD", List.of("fine"))
            .opposites("GOOD", "BAD")
            .module())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("opposites must be among the labels [GOOD] but were [GOOD, BAD]");
  }

  @Test
  void servesManyTextsAtATime() {
    List<String> texts = Texts.written().stream(new Random(5)).limit(500).toList();
    var runner = runner(WordListClassification.englishSentiment());
    List<ClassificationResults> expected =
        texts.stream().map(runner::unaryUnary).toList();
    assertThat(texts.parallelStream().map(runner::unaryUnary).toList()).isEqualTo(expected);
  }

  @Test
  void labelsKeepTheLaw() {
    ModuleLaws.of(runner(MOODS))
        .texts("It is not good.", "Good, nice; not bad!", "", "rain \uD83D\uDE00 rain")
        .parameters(ALL)
        .cuttings(CuttingBudget.percent(1))
        .seed(41)
        .check();
    ModuleLaws.of(StandardTasks.TOKEN_CLASSIFICATION.runner(
            SpanClassification.ofTexts(SentenceSegmenter.standard(), runner(MOODS))))
        .texts(Texts.of("It is not good. It rains: rain! Not bad? \n 5 p.m. is nice, i. e. good")
            .and(Texts.written()))
        .parameters(ALL)
        .cuttings(CuttingBudget.percent(2))
        .seed(42)
        .check();
  }

  private static ModuleRunner<String, String, ClassificationResults, ClassificationResult> runner(
      TaskModule module) {
    return StandardTasks.TEXT_CLASSIFICATION.runner(module);
  }

  private static List<String> scores(TaskModule module, String text) {
    return runner(module).unaryUnary(text, ALL).getResults().stream()
        .map(result -> String.format(Locale.ROOT, "%s %.2f", result.getLabel(), result.getScore()))
        .toList();
  }
}
