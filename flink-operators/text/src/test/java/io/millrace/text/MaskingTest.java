package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.testkit.Cutting;
import io.millrace.testkit.ModuleLaws;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MaskingTest {

  private static final HashKey KEY =
      HashKey.from(Map.of("KEY", "a key for tests, and no other"), "KEY");

  @Test
  void putsTheLabelInTheEntitysPlace() {
    assertThat(over(entities(), Masks.label())
            .unaryUnary("Write to jane.doe@example.com, or call +1 212-555-0123."))
        .isEqualTo("Write to [EMAIL_ADDRESS], or call [PHONE_NUMBER].");
  }

  @Test
  void putsACharacterInTheCodePointsPlaces() {
    assertThat(over(entities(), Masks.character('*')).unaryUnary("\uD83D\uDE00 a@example.org!"))
        .isEqualTo("\uD83D\uDE00 *************!");
    assertThat(over(entities(), Masks.character(0x1F512)).unaryUnary("a@b.de"))
        .isEqualTo("\uD83D\uDD12".repeat(6));
  }

  @Test
  void putsTheSameHashForTheSameText() {
    String masked = over(entities(), Masks.hash(KEY)).unaryUnary("a@b.de, c@d.de, a@b.de");
    assertThat(masked).matches("\\[EMAIL_ADDRESS:([0-9a-f]{16})], (?!.*\\1.*\\1)\\[.*], .*\\1]");
  }

  @Test
  void holdsBackOnlyWhatMayStillBecomeAnEntity() {
    List<String> elements = List.of("Write ", "to jane", ".doe@", "example.com", ", or", " not");
    assertThat(over(entities(), Masks.label()).streamStream(elements.stream()).toList())
        .containsExactly("Write ", "to ", "[EMAIL_ADDRESS], ", "or ", "not");
  }

  @Test
  void assemblesTheTextFirstForADetectorThatMustSeeAllOfIt() {
    var whole = over(Labelling.things(Map.of("fox", 0.9)), Masks.label());
    assertThat(whole.plan(Flavor.STREAM_STREAM).buffersInput()).isTrue();
    assertThat(whole.streamStream(Stream.of("A fo", "x.")).toList())
        .containsExactly("A", " [THING].");
    assertThat(over(entities(), Masks.label()).plan(Flavor.STREAM_STREAM).isNative())
        .isTrue();
  }

  @Test
  void refusesHalfACharacterForAMask() {
    assertThatThrownBy(() -> Masks.character(0xD83D))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a mask must be a code point, and no surrogate, but was 55357");
  }

  @Test
  void coversEntitiesThatOverlapAsOneUnderTheLongest() {
    var overlapping = Labelling.things(Map.of("brown fox", 0.9, "fox jumps", 0.8, "jumps", 0.9));
    assertThat(over(overlapping, Masks.character('_')).unaryUnary("A brown fox jumps."))
        .isEqualTo("A _______________.");
    assertThat(over(overlapping, entity -> "<" + entity.getWord() + ">")
            .unaryUnary("A brown fox jumps."))
        .isEqualTo("A <brown fox jumps>.");
  }

  @Test
  void coversEntitiesThatTouchEachByItself() {
    assertThat(
            over(Labelling.things(Map.of("ab", 0.9, "cd", 0.9)), Masks.label()).unaryUnary("abcd"))
        .isEqualTo("[THING][THING]");
  }

  @Test
  void handsItsParametersToTheDetector() {
    Parameters phonesOnly = Parameters.NONE.with(StandardTasks.LABELS, List.of("PHONE_NUMBER"));
    assertThat(over(entities(), Masks.label()).unaryUnary("a@b.de or +1 212-555-0123", phonesOnly))
        .isEqualTo("a@b.de or [PHONE_NUMBER]");
    assertThatThrownBy(() -> over(entities(), Masks.label())
            .unaryUnary("a", Parameters.NONE.with(StandardTasks.LABELS, List.of("EMAIL"))))
        .isInstanceOf(StatusException.class)
        .hasMessage("INVALID_ARGUMENT: parameter 'labels' must be among [EMAIL_ADDRESS, URL,"
            + " IBAN_CODE, CREDIT_CARD, US_SSN, IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME]"
            + " but has \"EMAIL\"");
  }

  @Test
  void readsNoParameterThatItsDetectorDoesNot() {
    assertThat(over(Labelling.things(Map.of("a", 0.9)), Masks.label()).parameters())
        .isEmpty();
  }

  @Test
  void passesLoneSurrogatesOnAsTheyAre() {
    assertThat(over(entities(), Masks.label())
            .streamStream(Cutting.units("\uDE00\uD83D a@b.de \uD83D").elements().stream()))
        .containsExactly("\uDE00", "\uD83D ", "[EMAIL_ADDRESS] ", "\uD83D");
  }

  @Test
  void refusesADetectorThatIsNotExact() {
    TaskModule inexact = TaskModule.named("roughly", "1.0.0")
        .serves(
            StandardTasks.TOKEN_CLASSIFICATION,
            as -> as.unaryUnary(
                    (text, parameters) -> new TokenClassificationResults(List.of(), null))
                .inexact("spans longer than a window"))
        .build();
    assertThatThrownBy(
            () -> over(StandardTasks.TOKEN_CLASSIFICATION.runner(inexact), Masks.label()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("masking needs an exact detector but module roughly:1.0.0 gives up:"
            + " spans longer than a window");
  }

  @Test
  void labelsKeepTheLaw() {
    ModuleLaws.of(over(entities(), Masks.label()))
        .cuttings(CuttingBudget.percent(7))
        .seed(11)
        .check();
  }

  @Test
  void labelsRightBesideOneAnotherKeepTheLaw() {
    ModuleLaws.of(over(entities(), Masks.label()))
        .texts(new ShortTexts())
        .cuttings(CuttingBudget.percent(25))
        .seed(14)
        .check();
  }

  @Test
  void charactersAndHashesKeepTheLaw() {
    for (Mask mask : List.of(Masks.character('*'), Masks.hash(KEY))) {
      ModuleLaws.of(over(entities(), mask))
          .texts(new ShortTexts())
          .cuttings(CuttingBudget.percent(3))
          .seed(12)
          .check();
    }
  }

  @Test
  void maskingSentenceBySentenceKeepsTheLaw() {
    TaskModule sentences =
        SpanClassification.ofTokens(SpanClassificationTest.SENTENCES, entities());
    ModuleLaws.of(over(StandardTasks.TOKEN_CLASSIFICATION.runner(sentences), Masks.label()))
        .cuttings(CuttingBudget.percent(3))
        .seed(13)
        .check();
  }

  private static ModuleRunner<
          String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
  }

  private static ModuleRunner<String, String, String, String> over(
      ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
          detector,
      Mask mask) {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(detector, mask));
  }
}
