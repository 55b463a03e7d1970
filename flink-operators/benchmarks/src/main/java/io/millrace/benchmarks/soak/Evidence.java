package io.millrace.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.regex.Pattern;

/** What of Flink's own records shows that a fault, and nothing before it, took effect. All processes have one clock. */
final class Evidence {

  private static final String HEARTBEAT = "(?i:heartbeat)";

  private Evidence() {}

  /** Whether one of these checkpoints, as Flink's REST API lists them, was begun after a folder was away, and failed. */
  static boolean ofRefusal(JsonNode checkpoints, Instant since) {
    for (JsonNode checkpoint : checkpoints.path("history")) {
      if (checkpoint.path("status").asText().equals("FAILED")
          && isAfter(checkpoint.path("trigger_timestamp"), since)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of these exceptions came after a process was paused, and speaks of it or of a heartbeat. */
  static boolean ofPause(JsonNode exceptions, String process, Instant since) {
    Pattern blamed = Pattern.compile(HEARTBEAT + "|\\b" + Pattern.quote(process) + "\\b");
    for (JsonNode exception : exceptions.path("exceptionHistory").path("entries")) {
      if (isAfter(exception.path("timestamp"), since)
          && blamed.matcher(exception.toString()).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAfter(JsonNode millis, Instant since) {
    return Instant.ofEpochMilli(millis.asLong()).isAfter(since);
  }
}
