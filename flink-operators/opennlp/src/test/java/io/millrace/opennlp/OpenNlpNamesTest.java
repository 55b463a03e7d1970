package io.millrace.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleLoadException;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Cutting;
import io.millrace.testkit.ModuleLaws;
import io.millrace.testkit.Texts;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.Merging;
import io.millrace.text.PatternEntities;
import io.millrace.text.StableSegmenter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.tokenize.TokenSample;
import opennlp.tools.tokenize.TokenizerFactory;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.Span;
import opennlp.tools.util.TrainingParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenNlpNamesTest {

  private static final OpenNlpNames NAMES = OpenNlpNames.of(TinyModel.MODEL);

  private static final String TEXT =
      "\uD83D\uDE00 Yesterday Ada Lovelace went to Oslo by train. Did Linus ever write from New York?";

  /** Sentences as the model knows them, and others, right behind one another. */
  private static final Texts SENTENCES = random -> Stream.generate(() -> text(random));

  @Test
  void findsNamesAtTheirCodePoints() {
    assertThat(names(NAMES, TEXT))
        .containsExactly(
            "person 12-24 Ada Lovelace",
            "place 33-37 Oslo",
            "person 52-57 Linus",
            "place 74-82 New York");
    assertThat(runner(NAMES).unaryUnary(TEXT).getResults())
        .allSatisfy(result -> assertThat(result.getScore()).isBetween(0.5, 1.0))
        .extracting(TokenClassificationResult::getTokenCount)
        .containsExactly(2L, 1L, 1L, 2L);
  }

  @Test
  void letsNamesOutSentenceBySentence() {
    assertThat(runner(NAMES).plan(Flavor.STREAM_STREAM).isNative()).isTrue();
    assertThat(runner(NAMES)
            .streamStream(Stream.of("Did Linus ever wri", "te from Oslo? ", "I", " do."))
            .map(frame -> frame.getProcessedIndex() + " " + frame.getResults().size()))
        .containsExactly("9 1", "30 1", "31 0", "37 0");
  }

  @Test
  void anAnswerDependsOnItsSentenceOnly() {
    String sentence = "Did Linus ever write from Oslo ?";
    List<TokenClassificationResult> alone = runner(NAMES).unaryUnary(sentence).getResults();
    var used = runner(NAMES);
    for (String person : TinyModel.PEOPLE) {
      used.unaryUnary(
          "Yesterday " + person + " went to Oslo by train. " + person + " lives in Oslo.");
    }
    assertThat(used.unaryUnary(sentence).getResults()).isEqualTo(alone);
    assertThat(remembering(sentence)).isNotEqualTo(scores(alone));
  }

  /** The scores of a finder that has read the sentence before, and was not made to forget. */
  private static List<Double> remembering(String sentence) {
    NameFinderME finder = new NameFinderME(TinyModel.MODEL);
    String[] tokens = sentence.split(" ", -1);
    finder.find("Yesterday Oslo went to Linus by train .".split(" ", -1));
    Span[] names = finder.find(tokens);
    return Arrays.stream(finder.probs(names)).boxed().toList();
  }

  private static List<Double> scores(List<TokenClassificationResult> results) {
    return results.stream().map(TokenClassificationResult::getScore).toList();
  }

  @Test
  void isDeterministic() {
    assertThat(runner(NAMES).deterministic()).isTrue();
  }

  @Test
  void servesManyTextsAtATime() {
    List<String> texts = SENTENCES.stream(new Random(3)).limit(500).toList();
    var runner = runner(NAMES);
    List<TokenClassificationResults> expected =
        texts.stream().map(runner::unaryUnary).toList();
    assertThat(texts.parallelStream().map(runner::unaryUnary).toList()).isEqualTo(expected);
  }

  @Test
  void thresholdAndLabelsChooseAmongTheNames() {
    assertThat(runner(NAMES)
            .unaryUnary(TEXT, Parameters.of("labels", List.of("place")))
            .getResults())
        .extracting(TokenClassificationResult::getWord)
        .containsExactly("Oslo", "New York");
    assertThat(runner(NAMES).unaryUnary(TEXT, Parameters.of("threshold", 1.0)).getResults())
        .isEmpty();
  }

  @Test
  void readsAModelFromAFileOrAStream(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TinyModel.MODEL.serialize(bytes);
    Path file = Files.write(folder.resolve("names.bin"), bytes.toByteArray());
    assertThat(names(OpenNlpNames.load(file), TEXT)).isEqualTo(names(NAMES, TEXT));
    assertThat(names(OpenNlpNames.load(new ByteArrayInputStream(bytes.toByteArray())), TEXT))
        .isEqualTo(names(NAMES, TEXT));
  }

  @Test
  void theSampleFolderFindsWhatTheModelItWasMadeOfFinds() throws IOException {
    try (var runner = StandardTasks.TOKEN_CLASSIFICATION.load(
        Path.of("src/test/resources/modules/opennlp-names"))) {
      assertThat(runner.unaryUnary(TEXT)).isEqualTo(runner(NAMES).unaryUnary(TEXT));
    }
  }

  @Test
  void loadsFromAFolder(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TinyModel.MODEL.serialize(bytes);
    Files.write(folder.resolve("names.bin"), bytes.toByteArray());
    String named = "module_id: opennlp-names\nversion: 1.0.0\nsettings: {language: en}\n";
    Path file = Files.writeString(folder.resolve("module.yml"), named);
    assertThatThrownBy(() -> TaskModule.load(folder))
        .isInstanceOf(ModuleLoadException.class)
        .hasMessage(file + ": artifact 'model' is needed but named are []");
    Files.writeString(file, named + "artifacts: {model: names.bin}\n");
    try (var runner = StandardTasks.TOKEN_CLASSIFICATION.load(folder)) {
      assertThat(runner.unaryUnary(TEXT)).isEqualTo(runner(NAMES).unaryUnary(TEXT));
    }
  }

  @Test
  void saysWhichFileIsNoModel(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.bin");
    assertThatThrownBy(() -> OpenNlpNames.load(missing))
        .isInstanceOf(IOException.class)
        .hasMessage("no name finder model could be read from " + missing);
    Path other = Files.writeString(folder.resolve("other.bin"), "not a model");
    assertThatThrownBy(() -> OpenNlpNames.load(other))
        .isInstanceOf(IOException.class)
        .hasMessage("no name finder model could be read from " + other);
    assertThatThrownBy(() -> OpenNlpNames.load(InputStream.nullInputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("the bytes must be a model of OpenNLP's but were not");
  }

  @Test
  void readsTokensAsAModelCutsThem() throws IOException {
    TokenizerModel tokenizer = TokenizerME.train(
        ObjectStreamUtils.createObjectStream(
            TokenSample.parse("Ada<SPLIT>, Linus<SPLIT>, Oslo<SPLIT>.", "<SPLIT>"),
            TokenSample.parse("Paris<SPLIT>, Alan Turing lives<SPLIT>.", "<SPLIT>"),
            TokenSample.parse("New York<SPLIT>, Grace<SPLIT>.", "<SPLIT>")),
        new TokenizerFactory("en", null, false, null),
        cutoffOfNone());
    OpenNlpNames learned = NAMES.withTokenizer(tokenizer);
    assertThat(names(learned, TEXT)).contains("person 12-24 Ada Lovelace");
    ModuleLaws.of(runner(learned)).texts(SENTENCES).cuttings(500).seed(5).check();
  }

  private static TrainingParameters cutoffOfNone() {
    TrainingParameters parameters = TrainingParameters.defaultParams();
    parameters.put(TrainingParameters.CUTOFF_PARAM, 0);
    return parameters;
  }

  @Test
  void neverCutsASurrogatePair() {
    String text = "Did \uD83D\uDE00\uD83D\uDE01 ever write from \uD835\uDC00\uD83D\uDE00 ?";
    assertThat(runner(NAMES).unaryUnary(text, Parameters.of("threshold", 0.0)).getResults())
        .allSatisfy(result -> assertThat(result.getWord().codePoints())
            .noneMatch(c -> Character.getType(c) == Character.SURROGATE));
  }

  @Test
  void namesKeepTheLaw() {
    ModuleLaws.of(runner(NAMES))
        .texts(SENTENCES.and(Texts.standard()))
        .parameters(Parameters.of("threshold", 0.0))
        .cuttings(4_000)
        .check();
    ModuleLaws.of(runner(NAMES.withSentences(StableSegmenter.of("[^.?]+[.?]"))))
        .texts(SENTENCES)
        .cuttings(1_000)
        .seed(2)
        .check();
  }

  @Test
  void maskingOfNamesBesidePatternsKeepsTheLaw() {
    Merging merging = Merging.of("names", runner(NAMES))
        .and("patterns", StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()));
    var masking = StandardTasks.TEXT_MASKING.runner(
        Masking.module(StandardTasks.TOKEN_CLASSIFICATION.runner(merging.module()), Masks.label()));
    assertThat(masking.unaryUnary("I met Ada Lovelace (ada@example.com) when I was in Oslo."))
        .isEqualTo("I met [person] ([EMAIL_ADDRESS]) when I was in [place].");
    ModuleLaws.of(masking)
        .texts(SENTENCES.and(Texts.written()))
        .cuttings(500)
        .seed(3)
        .check();
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(5); count > 0; count--) {
      String person = pick(TinyModel.PEOPLE, random);
      String place = pick(TinyModel.PLACES, random);
      text.append(pick(
          List.of(
              "Yesterday " + person + " went to " + place + " by train. ",
              person + " lives in " + place + "! ",
              "I met " + person + " at 5 p.m. in " + place + ".",
              "\uD83D\uDE00 ",
              place + "?\n",
              "ada@example.com, ",
              "It rained. "),
          random));
    }
    return text.toString();
  }

  private static <T> T pick(List<T> of, RandomGenerator random) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> names(OpenNlpNames names, String text) {
    var runner = runner(names);
    TokenClassificationResults whole = runner.unaryUnary(text);
    assertThat(runner.streamUnary(Cutting.codePoints(text).elements().stream())).isEqualTo(whole);
    return whole.getResults().stream()
        .map(result -> result.getEntity() + " " + result.getStart() + "-" + result.getEnd() + " "
            + result.getWord())
        .toList();
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      runner(OpenNlpNames names) {
    TaskModule module = names.module();
    return StandardTasks.TOKEN_CLASSIFICATION.runner(module);
  }
}
