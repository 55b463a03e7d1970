package io.millrace.text;

import static io.millrace.tasks.StandardTasks.TEXT_CLASSIFICATION;
import static io.millrace.tasks.StandardTasks.TEXT_MASKING;
import static io.millrace.tasks.StandardTasks.TOKENIZATION;
import static io.millrace.tasks.StandardTasks.TOKEN_CLASSIFICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.ClassificationResult;
import io.millrace.schemas.Token;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.testkit.ModuleLaws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleFoldersTest {

  private static final Path MODULES = Path.of("src/test/resources/modules");

  private static final String TEXT =
      "Anna and zoë ray (anna@example.com, 030 901820) ordered A-123456"
          + " in New York. Not B-A-123456! Or A-1234567?";

  @TempDir
  private Path temp;

  @Test
  void patternEntitiesLookForWhatTheFolderSays() throws IOException {
    try (var runner = TOKEN_CLASSIFICATION.load(MODULES.resolve("pattern-entities"))) {
      assertThat(runner.module()).hasToString("pattern-entities:1.2.0");
      assertThat(runner.unaryUnary(TEXT).getResults())
          .extracting(
              TokenClassificationResult::getEntity,
              TokenClassificationResult::getWord,
              TokenClassificationResult::getScore)
          .hasToString("[(\"PERSON\", \"Anna\", 1.0), (\"PERSON\", \"zoë ray\", 1.0),"
              + " (\"EMAIL_ADDRESS\", \"anna@example.com\", 0.95), (\"PHONE_NUMBER\", \"030 901820\","
              + " 0.8), (\"ORDER\", \"A-123456\", 0.9), (\"CITY\", \"New York\", 0.8)]");
      ModuleLaws.of(runner).texts(TEXT).cuttings(CuttingBudget.percent(4)).check();
    }
  }

  @Test
  void maskingCoversWhatTheDetectorInItsFolderFinds() throws IOException {
    try (var runner = TEXT_MASKING.load(MODULES.resolve("masking"))) {
      assertThat(runner.unaryUnary("To anna@example.com!")).isEqualTo("To " + "█".repeat(16) + "!");
      ModuleLaws.of(runner).texts(TEXT).cuttings(CuttingBudget.percent(4)).check();
    }
  }

  @Test
  void spanClassificationAsksTheClassifierInItsSettings() throws IOException {
    try (var runner = TOKEN_CLASSIFICATION.load(MODULES.resolve("span-classification"))) {
      assertThat(runner.unaryUnary(TEXT).getResults())
          .extracting(TokenClassificationResult::getWord)
          .containsExactly("Anna", "com", "Not", "Or");
      ModuleLaws.of(runner).texts(TEXT).cuttings(CuttingBudget.percent(4)).check();
    }
  }

  @Test
  void mergingAsksTheDetectorsInItsFolderAndItsSettings() throws IOException {
    try (var runner = TOKEN_CLASSIFICATION.load(MODULES.resolve("merging"))) {
      String text = "Ask anna@example.com. I love it! ada@example.com is useless.";
      assertThat(runner.unaryUnary(text).getResults())
          .extracting(TokenClassificationResult::getWord)
          .containsExactly("anna@example.com", "I love it!", "ada@example.com is useless.");
      assertThat(runner.unaryUnary(text, Parameters.of("moods.threshold", 0.9)).getResults())
          .extracting(TokenClassificationResult::getWord)
          .containsExactly("anna@example.com", "ada@example.com");
      ModuleLaws.of(runner).texts(text).cuttings(CuttingBudget.percent(1)).check();
    }
  }

  @Test
  void segmentationCutsAsTheFolderSays() throws IOException {
    try (var runner = TOKENIZATION.load(MODULES.resolve("segmentation"))) {
      assertThat(runner.unaryUnary("Τι κάνεις; Καλά. ").getResults())
          .extracting(Token::getText)
          .containsExactly("Τι κάνεις;", "Καλά.");
    }
    Path words = write("module_id: segmentation\nversion: 1.0.0\nsettings: {segments: '\\w+'}");
    try (var runner = TOKENIZATION.load(words)) {
      assertThat(runner.unaryUnary("one, two").getResults())
          .extracting(Token::getText)
          .containsExactly("one", "two");
    }
  }

  @Test
  void wordListClassificationReadsTheListsOfItsFolder() throws IOException {
    try (var runner = TEXT_CLASSIFICATION.load(MODULES.resolve("word-list-classification"))) {
      assertThat(runner.unaryUnary("Furchtbar!").getResults())
          .containsExactly(new ClassificationResult("SCHLECHT", 0.75));
      assertThat(runner.unaryUnary("Das ist nicht gut.").getResults())
          .containsExactly(new ClassificationResult("SCHLECHT", 0.5));
      assertThat(runner.unaryUnary("SEHR SCHÖN").getResults())
          .containsExactly(new ClassificationResult("GUT", 0.5));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      `segmentation` | `trimmed: true` | `: setting 'segments' must be given, or else 'sentences', and not both`
      `segmentation` | `sentences: 'e n'` | `: setting 'sentences': a language must be a tag of BCP 47 (en, pt-BR) but was "e n"`
      `segmentation` | `sentences: en-u-ss-standard` | `: setting 'sentences': a locale of sentences must not suppress breaks (ss) but was en-u-ss-standard`
      `merging` | `overlaps: none` | `: setting 'overlaps' must be one of [best, all] but was "none"`
      `merging` | `overlaps: all` | `: setting 'detectors' must be at least one entry but was none`
      `merging` | `detectors: [{name: A, detector: {module_id: pattern-entities, version: 1.0.0}}]` | `: setting 'detectors[0].name' must be a text that matches [a-z][a-z0-9-]* but was "A"`
      `word-list-classification` | `lists: [{label: A}]` | `: setting 'lists[0].words' must be given, or else 'artifact', and not both`
      `word-list-classification` | `lists: [{label: ' ', words: [a]}]` | `: setting 'lists[0].label' must be a text that is not blank but was " "`
      `word-list-classification` | `language: ''` | `: setting 'language': a language must be a tag of BCP 47 (en, pt-BR) but was ""`
      `word-list-classification` | `english_sentiment: false` | `: a module of word lists must have words`
      """)
  void aSettingOfTheOthersThatIsNotRight(String id, String settings, String error)
      throws IOException {
    assertRefused(
        write("module_id: " + id + "\nversion: 1.0.0\nsettings: {" + settings + "}"), error);
  }

  @Test
  void aHashIsKeyedByAFileThatIsNoPartOfTheModule() throws IOException {
    Path key = Files.writeString(temp.resolve("key"), "0123456789abcdef");
    Path folder = masking("mask: hash, key_file: " + key);

    try (var runner = TEXT_MASKING.load(folder)) {
      assertThat(runner.unaryUnary("To anna@example.com!"))
          .isEqualTo("To [EMAIL_ADDRESS:" + HashKey.fromFile(key).hash("anna@example.com") + "]!");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      `cap: 3` | ` must be between 64 and 1048576 but was 3` | cap
      `built_in: [EMAIL]` | ` must be a list of some of [EMAIL_ADDRESS, URL, IBAN_CODE, CREDIT_CARD, US_SSN, IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME] but was [EMAIL]` | built_in
      `regions: [XX]` | `: a region must be an ISO 3166 code with phone numbers but was "XX"` | regions
      `patterns: [{label: X, regex: 'a*'}]` | `: a pattern must match at least one character but was a*` | patterns[0].regex
      `patterns: [{label: X, regex: a}, {label: ' ', regex: a}]` | ` must be a text that is not blank but was " "` | patterns[1].label
      `patterns: [{label: X, regex: a, score: 2}]` | ` must be between 0 and 1 but was 2` | patterns[0].score
      `words: [{label: X}]` | ` must be given, or else 'artifact', and not both` | words[0].words
      """)
  void aSettingOfPatternEntitiesThatIsNotRight(String settings, String error, String key)
      throws IOException {
    assertRefused(
        write("module_id: pattern-entities\nversion: 1.0.0\nsettings: {" + settings + "}"),
        ": setting '" + key + "'" + error);
  }

  @Test
  void anExpressionThatIsNoneIsToldOfItsSetting() throws IOException {
    Path folder = write(
        "module_id: pattern-entities\nversion: 1.0.0\nsettings: {patterns: [{label: X, regex: '('}]}");

    assertThatThrownBy(() -> TaskModule.load(folder))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessageStartingWith(
            folder.resolve("module.yml") + ": setting 'patterns[0].regex': Unclosed group");
  }

  @Test
  void anArtifactThatIsNotNamedOrHoldsNoWordIsRefused() throws IOException {
    String words =
        "module_id: pattern-entities\nversion: 1.0.0\nsettings: {words: [{label: X, artifact: w}]}\n";
    assertRefused(write(words), ": artifact 'w' is needed but named are []");
    Files.write(temp.resolve("latin"), new byte[] {'Z', 'o', (byte) 0xEB, '\n'});
    assertRefused(
        write(words + "artifacts: {w: latin}"),
        ": setting 'words[0].artifact' must be a file of UTF-8 but w is not");
    Files.writeString(temp.resolve("empty"), "\n");
    assertThatThrownBy(() -> TaskModule.load(write(words + "artifacts: {w: empty}")))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessageStartingWith(temp.resolve("module.yml") + ": setting 'words[0].artifact': ");
  }

  @Test
  void aListOfWordsIsAFileOfUtf8WithAByteOrderMarkOrWithout() throws IOException {
    String named = """
        module_id: word-list-classification
        version: 1.0.0
        artifacts: {w: words}
        settings: {lists: [{label: X, artifact: w}]}
        """;
    Files.writeString(temp.resolve("words"), "\uFEFF# heading\ngoal\n");
    try (var runner = TEXT_CLASSIFICATION.load(write(named))) {
      assertThat(runner.unaryUnary("heading").getResults()).isEmpty();
      assertThat(runner.unaryUnary("goal").getResults())
          .containsExactly(new ClassificationResult("X", 0.5));
    }
    Files.write(temp.resolve("words"), new byte[] {'Z', 'o', (byte) 0xEB, '\n'});
    assertRefused(
        write(named), ": setting 'lists[0].artifact' must be a file of UTF-8 but w is not");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      `mask: none` | `mask' must be one of [label, character, hash] but was "none"`
      `character: ab` | `character' must be one character but was "ab"`
      `mask: hash` | `mask' is hash, which needs one of 'key_file' and 'key_environment', and not both`
      `mask: hash, key_environment: MILLRACE_NO_SUCH_KEY` | `key_environment': the key must be in environment variable MILLRACE_NO_SUCH_KEY but that is not set`
      """)
  void aSettingOfMaskingThatIsNotRight(String settings, String error) throws IOException {
    assertRefused(masking(settings), ": setting '" + error);
  }

  @Test
  void aDetectorThatIsNoneIsRefused() throws IOException {
    Path folder = write("""
        module_id: masking
        version: 1.0.0
        settings:
          detector: {module_id: text-assembly, version: 1.0.0}
        """);
    assertRefused(
        folder,
        ": setting 'detector': module 'text-assembly' does not serve task 'token-classification'; it"
            + " serves [text-assembly]; it was loaded from " + folder.resolve("module.yml")
            + ": setting 'detector'");
  }

  private Path masking(String settings) throws IOException {
    return write("module_id: masking\nversion: 1.0.0\nsettings: {" + settings
        + ", detector: {module_id: pattern-entities, version: 1.0.0}}");
  }

  private Path write(String yaml) throws IOException {
    Files.writeString(temp.resolve("module.yml"), yaml);
    return temp;
  }

  private static void assertRefused(Path folder, String error) {
    assertThatThrownBy(() -> TaskModule.load(folder))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessage(folder.resolve("module.yml") + error);
  }
}
