package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.Parameters;
import io.millrace.core.StatusException;
import io.millrace.core.task.StreamStream;
import io.millrace.core.task.TaskModule;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternEntitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mail jane.doe+x@mail.example.com now | EMAIL_ADDRESS=jane.doe+x@mail.example.com",
        "'o'brien@example.com' | EMAIL_ADDRESS=o'brien@example.com",
        "to ada@example.com.Then go | EMAIL_ADDRESS=ada@example.com",
        "邮箱ada@example.com。 | EMAIL_ADDRESS=ada@example.com",
        "jürgen@münchen.de schreibt | EMAIL_ADDRESS=jürgen@münchen.de",
        "see https://example.com/a?b=c. | URL=https://example.com/a?b=c",
        "(see http://example.com/a_(b)) | URL=http://example.com/a_(b)",
        "at www.example.net, now | URL=www.example.net",
        "http://192.0.2.7:8080/x works | URL=http://192.0.2.7:8080/x",
        "访问https://example.com/路 | URL=https://example.com/",
        "buy at shop.example.org today | DOMAIN_NAME=shop.example.org",
        "host 192.0.2.1 is down | IP_ADDRESS=192.0.2.1",
        "ping 2001:db8::8a2e:370:7334: ok | IP_ADDRESS=2001:db8::8a2e:370:7334",
        "and ::ffff:192.0.2.128 too | IP_ADDRESS=::ffff:192.0.2.128",
        "card 4111 1111 1111 1111 12/27 | CREDIT_CARD=4111 1111 1111 1111",
        "card 5555-5555-5555-4444. | CREDIT_CARD=5555-5555-5555-4444",
        "amex 378282246310005 | CREDIT_CARD=378282246310005",
        "auf DE89 3704 0044 0532 0130 00 bitte | IBAN_CODE=DE89 3704 0044 0532 0130 00",
        "gb82west12345698765432! | IBAN_CODE=gb82west12345698765432",
        "SSN 219-09-9999. | US_SSN=219-09-9999",
        "call +1 202-555-0143 or | PHONE_NUMBER=+1 202-555-0143",
        "call (212) 555-0187 ext. 12 now | PHONE_NUMBER=(212) 555-0187 ext. 12",
        "Tel. +44 20 7946 0958 | PHONE_NUMBER=+44 20 7946 0958",
        "Tel. 030 901820 in Berlin | PHONE_NUMBER=030 901820",
        "00 33 1 99 00 12 34 | PHONE_NUMBER=00 33 1 99 00 12 34",
      })
  void finds(String text, String expected) {
    assertThat(found(PatternEntities.module(), Parameters.NONE, text)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada@example",
        "ada@@example.com",
        "a@b.notatopleveldomain",
        "http:// and https:",
        "http://[ and https://[a and ftp://[/x]",
        "the end.It was",
        "see README.md and main.rs",
        "e.g. this, i.e. that",
        "version 1.2.3 and 1.2.3.4.5",
        "203.0.113.256",
        "at 12:30:45 sharp",
        "std::vector and a::b",
        "4111 1111 1111 1112",
        "GB83WEST12345698765432",
        "000-12-3456 and 666-12-3456 and 123-45-0000",
        "on 2024-10-15 and 15.10.2024 at 10:30",
        "1 234 567 890 people, 12.345.678 euros",
        "from 1990 2000 2010",
        "pi is 3.14159265358979",
        "x1234567890y"
      })
  void findsNothingIn(String text) {
    assertThat(found(PatternEntities.module(), Parameters.NONE, text)).isEmpty();
  }

  @Test
  void ofTwoThatOverlapTheLongerStays() {
    TaskModule module = PatternEntities.builder()
        .pattern("SHORT", "b{3}", 1)
        .pattern("LONG", "a+bb", 0.1)
        .module();
    Parameters all = Parameters.NONE.with(StandardTasks.THRESHOLD, 0.0);
    assertThat(found(module, all, "aaabbb")).containsExactly("LONG=aaabb");
  }

  @Test
  void ofTwoOfOneLengthTheSurerStaysAndThenTheEarlierAndThenTheOneDeclaredFirst() {
    TaskModule module = PatternEntities.builder()
        .pattern("FIRST", "abc", 0.8)
        .pattern("SAME", "abc", 0.8)
        .pattern("SURER", "cde", 0.9)
        .pattern("LATER", "efg", 0.9)
        .module();
    assertThat(found(module, Parameters.NONE, "abc")).containsExactly("FIRST=abc");
    assertThat(found(module, Parameters.NONE, "abcde")).containsExactly("SURER=cde");
    assertThat(found(module, Parameters.NONE, "abcdefg")).containsExactly("SURER=cde");
  }

  @Test
  void whatNobodyAskedForHidesNothing() {
    String text = "https://example.com/?to=ada@example.org";
    assertThat(found(PatternEntities.module(), Parameters.NONE, text))
        .containsExactly("URL=" + text);
    Parameters labels = Parameters.NONE.with(StandardTasks.LABELS, List.of("EMAIL_ADDRESS"));
    assertThat(found(PatternEntities.module(), labels, text))
        .containsExactly("EMAIL_ADDRESS=ada@example.org");
  }

  @Test
  void theThresholdDecidesWhatIsSureEnough() {
    String text = "see setup.py";
    assertThat(found(PatternEntities.module(), Parameters.NONE, text)).isEmpty();
    Parameters low = Parameters.NONE.with(StandardTasks.THRESHOLD, 0.4);
    assertThat(found(PatternEntities.module(), low, text)).containsExactly("DOMAIN_NAME=setup.py");
  }

  @Test
  void anUnknownLabelIsRefused() {
    TaskModule module =
        PatternEntities.builder().builtIn("URL").pattern("ORDER", "O-\\d+", 1).module();
    Parameters unknown = Parameters.NONE.with(StandardTasks.LABELS, List.of("EMAIL"));
    assertThatThrownBy(() -> found(module, unknown, "a"))
        .isInstanceOf(StatusException.class)
        .hasMessage("INVALID_ARGUMENT: parameter 'labels' must be among [ORDER, URL]"
            + " but has \"EMAIL\"");
  }

  @Test
  void findsWordsAndPhrasesOfAListWhateverTheirCase() {
    TaskModule module = PatternEntities.builder()
        .builtIn()
        .words("PROJECT", List.of("Blue Heron", "Blue", "C++"), 0.9)
        .module();
    assertThat(found(module, Parameters.NONE, "BLUE heron, blue hero, bluebird; c++."))
        .containsExactly("PROJECT=BLUE heron", "PROJECT=blue", "PROJECT=c++");
  }

  @Test
  void refusesWhatCannotBeLookedFor() {
    PatternEntities.Builder builder = PatternEntities.builder();
    refuses(
        () -> builder.builtIn("EMAIL"),
        "a built-in label must be among [EMAIL_ADDRESS, URL,"
            + " IBAN_CODE, CREDIT_CARD, US_SSN, IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME]"
            + " but was \"EMAIL\"");
    refuses(() -> builder.pattern(" ", "a", 1), "a label must not be blank");
    refuses(() -> builder.pattern("A", "a", 1.5), "a score must be between 0 and 1 but was 1.5");
    refuses(
        () -> builder.pattern("A", "a*", 1),
        "a pattern must match at least one character but was a*");
    refuses(() -> builder.words("A", List.of(), 1), "a word list must not be empty");
    refuses(
        () -> builder.words("A", List.of(" a"), 1),
        "a word must not be empty or begin or end with a blank but was \" a\"");
    refuses(() -> builder.cap(10), "cap must be at least 64 but was 10");
    refuses(() -> builder.lookBehind(0), "lookBehind must be at least 1 but was 0");
    refuses(
        () -> PatternEntities.builder().regions("USA").module(),
        "a region must be an ISO 3166 code with phone numbers but was \"USA\"");
    refuses(
        () -> PatternEntities.builder().builtIn().module(),
        "a module of pattern entities must look for something");
  }

  @Test
  void aCutByTheCapIsAWarning() {
    TaskModule module = PatternEntities.builder().cap(64).module();
    String text = "see https://example.com/" + "a".repeat(60) + " now";
    TokenClassificationResults results =
        StandardTasks.TOKEN_CLASSIFICATION.runner(module).unaryUnary(text);
    assertThat(results.getWarnings())
        .containsExactly(
            "more than 64 characters would have to be held for URL: it was taken to end at 68");
    assertThat(results.getResults().get(0).getEnd()).isEqualTo(68);
  }

  @Test
  void aChainOfOverlapsWithoutEndFailsTheRequest() {
    TaskModule module = PatternEntities.builder()
        .builtIn()
        .pattern("A", "ab{30}", 1)
        .pattern("B", "b{20}ab{10}", 1)
        .cap(64)
        .module();
    assertThatThrownBy(() -> found(module, Parameters.NONE, ("a" + "b".repeat(30)).repeat(20)))
        .isInstanceOf(StatusException.class)
        .hasMessageStartingWith("RESOURCE_EXHAUSTED: candidates that overlap one another hold"
            + " more than 256 characters from 0 on; raise the cap");
  }

  @Test
  void aPatternThatBacktracksWithoutEndFailsTheRequest() {
    TaskModule module =
        PatternEntities.builder().builtIn().pattern("BAD", "(.*a){20}\\.", 1).module();
    assertThatThrownBy(() -> found(module, Parameters.NONE, "a".repeat(60)))
        .isInstanceOf(StatusException.class)
        .hasMessageContaining("it backtracks too much");
  }

  @Test
  void aLongWordIsNoReasonToFailWhereverTheTextIsCut() {
    TaskModule module =
        PatternEntities.builder().builtIn().pattern("ID", "\\w+-\\d+", 1).module();
    String text = "a".repeat(4000) + " " + "and x-12 ".repeat(2000);
    List<String> whole = found(module, Parameters.NONE, text);
    assertThat(whole).hasSize(2000).containsOnly("ID=x-12");
    assertThat(
            StandardTasks.TOKEN_CLASSIFICATION.runner(module).unaryUnary(text).getResults())
        .hasSize(2000);
  }

  @Test
  void holdsNothingBackBetweenWordsAndOneWordWithin() {
    assertThat(processed("Hello", " ", "big ", "wor", "ld", ".", " "))
        .containsExactly(0L, 6L, 10L, 10L, 10L, 10L, 17L);
  }

  @Test
  void holdsAFewCharactersOnAverage() {
    String prose = "I looked into the issue that you reported last Tuesday; the summary is short. "
        + "Nobody told ada@example.com about the 42 failures, which began in 1999. ";
    List<String> characters = Arrays.asList(prose.repeat(5).split(""));
    List<Long> processed = processed(characters.toArray(String[]::new));
    long held = 0;
    for (int i = 0; i < processed.size(); i++) {
      held += i + 1 - processed.get(i);
    }
    assertThat(held / (double) processed.size()).isLessThan(6);
  }

  @Test
  void keepsLittleWhenNothingIsHeld() {
    List<EntityState> states = new ArrayList<>();
    EntityStream stream = stream();
    EntityState state = stream.open(Parameters.of(Map.of("threshold", 0.5, "labels", List.of())));
    for (String element : List.of("Some words and ", "ada@example.com, ")) {
      state = stream.next(state, element, frame -> {});
      states.add(state);
    }
    assertThat(states).allSatisfy(kept -> {
      assertThat(kept.text()).hasSizeLessThanOrEqualTo(4);
      assertThat(kept.positions()).isEmpty();
      assertThat(kept.waiting()).isEmpty();
    });
  }

  private static EntityStream stream() {
    return new EntityStream(io.millrace.text.pii.BuiltIn.rules(List.of("US")), 4096);
  }

  /** How far the text is processed after each element. */
  private static List<Long> processed(String... elements) {
    return processed(
        StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module()).streamStream(),
        elements);
  }

  private static <S> List<Long> processed(
      StreamStream<String, S, TokenClassificationStreamResult> stream, String... elements) {
    List<Long> processed = new ArrayList<>();
    long[] last = {0};
    S state = stream.open(Parameters.NONE);
    for (String element : elements) {
      state = stream.next(state, element, frame -> last[0] = frame.getProcessedIndex());
      processed.add(last[0]);
    }
    return processed;
  }

  private static void refuses(Runnable setting, String message) {
    assertThatThrownBy(setting::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static List<String> found(TaskModule module, Parameters parameters, String text) {
    return StandardTasks.TOKEN_CLASSIFICATION
        .runner(module)
        .streamUnary(Stream.of(text), parameters)
        .getResults()
        .stream()
        .map(result -> result.getEntity() + "=" + result.getWord())
        .toList();
  }
}
