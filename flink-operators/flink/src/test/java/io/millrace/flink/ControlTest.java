package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and control messages, in this order and that. */
@ParameterizedClass
@CsvSource({"false, false", "true, false", "false, true"})
class ControlTest {

  private static final String GOES_ON =
      "operator 'echo' goes on with echo:1.0.0, for it cannot take ";

  private final Releases releases = Releases.of(UUID.randomUUID().toString(), "1.0.0");
  private final Placement placement;
  private ControlHarness operator;

  ControlTest(boolean objectReuse, boolean rocksdb) throws Exception {
    Placement alone = Placement.alone(objectReuse);
    placement = rocksdb ? alone.onRocksdb() : alone;
    operator = ControlHarness.streamStream(releases, placement);
  }

  @BeforeEach
  void forgetWhatWasLoadedFirst() {
    assertThat(releases.journal()).containsExactly("+1.0.0");
  }

  @AfterEach
  void close() throws Exception {
    operator.close();
  }

  static ModuleControl take(String version) {
    return ModuleControl.module("echo", version);
  }

  static Message<String> said(String request, String version, String text) {
    return Message.of(request, 0, version + " " + text)
        .withHeaders(Map.of("module.echo", "echo:" + version));
  }

  private static Parameters times(int times) {
    return Parameters.of("times", times);
  }

  private static Message<String> twice(String request) {
    return Message.of(request, 0, "x").withParameters(times(2)).asLast();
  }

  @Test
  void aRequestUnderWayFinishesWithWhatItBeganWith() throws Exception {
    operator.push(Message.of("r", 0, "a")).control(take("2.0.0"));
    operator.push(Message.of("s", 0, "x"), Message.of("r", 1, "b"), Message.of("s", 1, "y"));
    operator.push(Message.end("r", 2), Message.end("s", 2));
    assertThat(operator.output())
        .containsExactly(
            said("r", "1.0.0", "a"),
            said("s", "2.0.0", "x"),
            Message.of("r", 1, "1.0.0 b"),
            Message.end("r", 2),
            Message.of("s", 1, "2.0.0 y"),
            Message.end("s", 2));
    assertThat(operator.letters()).isEmpty();
  }

  @Test
  void aRequestBeginsWhenItsFirstMessageIsTakenAndNotBefore() throws Exception {
    operator.push(Message.of("r", 1, "b").asLast()).control(take("2.0.0"));
    operator.push(Message.of("r", 0, "a"));
    assertThat(operator.output())
        .containsExactly(
            said("r", "2.0.0", "a"), Message.of("r", 1, "2.0.0 b"), Message.end("r", 2));
  }

  @Test
  void anotherAttemptBeginsWithTheVersionOfNow() throws Exception {
    operator.push(Message.of("r", 0, "a")).control(take("2.0.0")).output();
    operator.push(Message.of("r", 0, "c").withAttempt(1).asLast());
    assertThat(operator.output())
        .containsExactly(
            Message.<String>end(
                    "r", 0, Status.Code.ABORTED.because("attempt 1 took the place of attempt 0"))
                .withHeaders(Map.of("module.echo", "echo:1.0.0")),
            said("r", "2.0.0", "c").withAttempt(1),
            Message.<String>end("r", 1).withAttempt(1));
  }

  @Test
  void aVersionIsClosedWhenTheLastRequestThatBeganWithItEnds() throws Exception {
    operator.push(Message.of("r", 0, "a"), Message.of("s", 0, "x")).control(take("2.0.0"));
    assertThat(releases.journal()).containsExactly("+2.0.0");
    assertThat(operator.metrics().gauge("modulesLoaded")).isEqualTo(2);
    operator.push(Message.end("r", 1));
    assertThat(releases.journal()).isEmpty();
    operator.push(Message.end("s", 1, Status.Code.CANCELLED.because("enough")));
    assertThat(releases.journal()).containsExactly("-1.0.0");
    operator.push(Message.of("t", 0, "z")).control(take("3.0.0")).push(Message.of("t", 1, "!next"));
    assertThat(releases.journal()).containsExactly("+3.0.0", "-2.0.0");
    operator.close();
    assertThat(releases.journal()).containsExactly("-3.0.0");
  }

  @Test
  void aVersionThatNoRequestNeedsIsClosedAtOnce() throws Exception {
    operator.push(Message.unary("r", "a")).control(take("2.0.0"));
    assertThat(releases.journal()).containsExactly("+2.0.0", "-1.0.0");
    assertThat(operator.metrics().gauge("modulesLoaded")).isEqualTo(1);
  }

  @Test
  void theSameAgainLoadsNothing() throws Exception {
    operator.control(take("1.0.0"), take("1.0.0"), take("2.0.0"), take("2.0.0"));
    assertThat(releases.journal()).containsExactly("+2.0.0", "-1.0.0");
    assertThat(operator.metrics().count("controlsTaken")).isEqualTo(4);
  }

  @Test
  void backToAVersionThatIsStillLoadedLoadsNothing() throws Exception {
    operator.push(Message.of("r", 0, "a")).control(take("2.0.0"), take("1.0.0"));
    operator.push(Message.end("r", 1), Message.unary("s", "x"));
    assertThat(releases.journal()).containsExactly("+2.0.0", "-2.0.0");
    assertThat(operator.output()).contains(said("s", "1.0.0", "x"));
  }

  @Test
  void whatCannotBeTakenIsRefusedAndAllStaysAsItWas() throws Exception {
    operator.push(Message.of("r", 0, "a"));
    operator.control(take("gone"), take("broken"), take("9.0.0"));
    operator.control(take("2.0.0").withDefaults(times(4)));
    operator.control(take("2.0.0-numb").withDefaults(times(2)));
    assertThat(operator.letters())
        .containsExactly(
            "null NOT_FOUND: " + GOES_ON + "module 'gone': no version 'gone'",
            "null UNKNOWN: " + GOES_ON
                + "module 'broken': java.lang.IllegalStateException: module 'broken' does not"
                + " load: java.lang.NoClassDefFoundError: acme/Model",
            "null FAILED_PRECONDITION: " + GOES_ON
                + "module '9.0.0': the state of echo:9.0.0 is a Long but the job was built to"
                + " store a " + Work.stateType(new Echo()),
            "null INVALID_ARGUMENT: " + GOES_ON
                + "module '2.0.0' with the defaults {times=4}: parameter 'times' must be between"
                + " 1 and 3 but was 4",
            "null INVALID_ARGUMENT: " + GOES_ON
                + "module '2.0.0-numb' with the defaults {times=2}: parameter 'times' is not"
                + " read by module 'echo' for task 'echoing', which reads none");
    assertThat(operator.metrics().count("controlsRefused")).isEqualTo(5);
    assertThat(operator.metrics().count("controlsTaken")).isZero();
    assertThat(releases.journal())
        .containsExactly("+9.0.0", "-9.0.0", "+2.0.0", "-2.0.0", "+2.0.0-numb", "-2.0.0-numb");
    operator.push(Message.end("r", 1), Message.unary("s", "x"));
    assertThat(operator.output())
        .containsExactly(
            said("r", "1.0.0", "a"),
            Message.end("r", 1),
            said("s", "1.0.0", "x"),
            Message.end("s", 1));
  }

  @Test
  void defaultsAreForRequestsThatBeginAfterwards() throws Exception {
    operator.push(Message.of("r", 0, "a")).control(ModuleControl.defaults("echo", times(2)));
    operator.push(Message.unary("s", "x"), Message.end("r", 1));
    assertThat(operator.output())
        .containsExactly(
            said("s", "1.0.0", "xx"),
            Message.end("s", 1),
            said("r", "1.0.0", "a"),
            Message.end("r", 1));
    assertThat(releases.journal()).isEmpty();
  }

  @Test
  void theParametersOfARequestWinOverDefaults() throws Exception {
    operator.control(ModuleControl.defaults("echo", times(3)));
    operator.push(Message.of("r", 0, "a").withParameters(times(1)).asLast(), twice("s"));
    assertThat(operator.output()).contains(said("r", "1.0.0", "a"), said("s", "1.0.0", "xx"));
  }

  @Test
  void defaultsStayWhenTheModuleIsReplacedAndAreReplacedAsAWhole() throws Exception {
    operator.control(ModuleControl.defaults("echo", times(2)), take("2.0.0"));
    operator.push(Message.unary("r", "a"));
    operator.control(ModuleControl.defaults("echo", Parameters.NONE));
    operator.push(Message.unary("s", "x"));
    assertThat(operator.output()).contains(said("r", "2.0.0", "aa"), said("s", "2.0.0", "x"));
  }

  @Test
  void whatIsSaidToAFollowerTravelsWithTheRequestsThatBeginAfterwards() throws Exception {
    ModuleControl module = ModuleControl.module("masking", "2.0.0");
    operator.push(Message.of("r", 0, "a")).control(module);
    operator.control(ModuleControl.defaults("masking", times(2)));
    operator.push(Message.unary("s", "x"), Message.end("r", 1));
    String header = ControlHeaders.text(module.withDefaults(times(2)));
    assertThat(operator.output())
        .containsExactly(
            Message.of("s", 0, "1.0.0 x")
                .withHeaders(Map.of("module.echo", "echo:1.0.0", "control.masking", header)),
            Message.end("s", 1),
            said("r", "1.0.0", "a"),
            Message.end("r", 1));
  }

  @Test
  void whatIsSaidToAnotherChainIsLetBe() throws Exception {
    operator.control(ModuleControl.module("elsewhere", "2.0.0")).push(Message.unary("r", "a"));
    assertThat(operator.output()).containsExactly(said("r", "1.0.0", "a"), Message.end("r", 1));
    assertThat(operator.metrics().count("controlsTaken")).isZero();
  }

  @Test
  void nobodyOutsideTheChainCanControlIt() throws Exception {
    Map<String, String> headers = Map.of("control.masking", "AA==", "tenant", "t");
    operator.push(Message.unary("r", "a").withHeaders(headers));
    assertThat(operator.output().get(0).headers())
        .isEqualTo(Map.of("module.echo", "echo:1.0.0", "tenant", "t"));
  }

  @Test
  void theEndOfTheInputEndsRequestsOfAllVersions() throws Exception {
    operator.push(Message.of("r", 0, "a")).control(take("2.0.0"));
    operator.push(Message.of("s", 0, "x")).endInput();
    assertThat(operator.output())
        .extracting(message -> message.requestId() + " " + message.status().code() + " "
            + message.headers().get("module.echo"))
        .containsExactlyInAnyOrder(
            "r DEADLINE_EXCEEDED echo:1.0.0", "s DEADLINE_EXCEEDED echo:2.0.0");
    assertThat(releases.journal()).isEqualTo(List.of("+2.0.0", "-1.0.0"));
  }
}
