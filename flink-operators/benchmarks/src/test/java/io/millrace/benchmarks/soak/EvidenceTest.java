package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault counts by what it has caused, not by what happened to go wrong beside it. */
class EvidenceTest {

  private static final Instant SINCE = Instant.ofEpochMilli(1_000);

  @Test
  void takesACheckpointThatWasBegunAfterwardsAndFailed() throws Exception {
    assertThat(ofRefusal("COMPLETED", 1_002, "FAILED", 1_001)).isTrue();
  }

  @Test
  void takesNoCheckpointThatWasBegunBeforeHoweverLateItFailed() throws Exception {
    assertThat(ofRefusal("IN_PROGRESS", 1_002, "FAILED", 999)).isFalse();
  }

  @Test
  void takesNoCheckpointThatWasDone() throws Exception {
    assertThat(ofRefusal("COMPLETED", 1_002, "COMPLETED", 1_001)).isFalse();
    assertThat(Evidence.ofRefusal(json("{}"), SINCE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TaskManager with id taskmanager-1 is no longer reachable.",
        "The heartbeat of JobManager with id 7 timed out.",
        "Heartbeat of TaskManager with id taskmanager-2 timed out."
      })
  void takesAnExceptionThatSpeaksOfTheProcessOrOfAHeartbeat(String words) throws Exception {
    assertThat(ofPause(words, 1_001)).isTrue();
    assertThat(ofPause(words, 999)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TaskManager with id taskmanager-10 is no longer reachable.",
        "The broker is not available."
      })
  void takesNoExceptionThatSpeaksOfSomethingElse(String words) throws Exception {
    assertThat(ofPause(words, 1_001)).isFalse();
  }

  private static boolean ofRefusal(String status, long begun, String before, long begunBefore)
      throws Exception {
    JsonNode checkpoints = json("""
        {"history": [{"status": "%s", "trigger_timestamp": %d},
                     {"status": "%s", "trigger_timestamp": %d}]}
        """.formatted(status, begun, before, begunBefore));
    return Evidence.ofRefusal(checkpoints, SINCE);
  }

  private static boolean ofPause(String words, long at) throws Exception {
    JsonNode exceptions = json("""
        {"exceptionHistory": {"entries": [{"stacktrace": "%s", "timestamp": %d}]}}
        """.formatted(words, at));
    return Evidence.ofPause(exceptions, "taskmanager-1", SINCE);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
