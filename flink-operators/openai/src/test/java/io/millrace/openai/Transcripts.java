package io.millrace.openai;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Streams as servers send them. */
final class Transcripts {

  private Transcripts() {}

  /** Each choice an event, and the end. */
  static String of(String... choices) {
    return Arrays.stream(choices).map(Transcripts::event).collect(Collectors.joining())
        + "data: [DONE]\n\n";
  }

  static String event(String choice) {
    return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m-1\","
        + "\"system_fingerprint\":\"f\",\"choices\":[" + choice + "]}\n\n";
  }

  static String delta(String delta) {
    return "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}";
  }

  static String content(String text) {
    return delta("{\"content\":\"" + text + "\"}");
  }

  static String finish(String reason) {
    return "{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}";
  }
}
