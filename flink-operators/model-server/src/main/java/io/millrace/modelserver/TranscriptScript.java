package io.millrace.modelserver;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Recorded events, byte for byte; the time of one token passes before each but the first. */
final class TranscriptScript implements Script {

  private static final Pattern EVENT =
      Pattern.compile("(?s).+?(?:\\r\\n\\r\\n|\\n\\n|\\r\\r(?!\\n)|\\z)");

  private final List<String> events;

  TranscriptScript(String transcript) {
    this.events = EVENT.matcher(transcript).results().map(MatchResult::group).toList();
  }

  @Override
  public int size() {
    return events.size();
  }

  @Override
  public String event(int index) {
    return events.get(index);
  }

  @Override
  public int beat(int index) {
    return index;
  }

  @Override
  public boolean isToken(int index) {
    return true;
  }

  @Override
  public String mediaType() {
    return "text/event-stream";
  }
}
