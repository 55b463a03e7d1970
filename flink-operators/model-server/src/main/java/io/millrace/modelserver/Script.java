package io.millrace.modelserver;

/** What is sent of an answer, event by event; made when it is sent, so that a waiting answer holds little. */
interface Script {

  /** How many events there are. */
  int size();

  /** An event's text. */
  String event(int index);

  /** After how many tokens' time the event is sent. */
  int beat(int index);

  /** Whether the event is one to count: a token. */
  boolean isToken(int index);

  /** The body's media type. */
  String mediaType();

  /** All of it at once, when so many tokens' time has passed. */
  static Script whole(String json, int beat) {
    return new Script() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public String event(int index) {
        return json;
      }

      @Override
      public int beat(int index) {
        return beat;
      }

      @Override
      public boolean isToken(int index) {
        return false;
      }

      @Override
      public String mediaType() {
        return "application/json";
      }
    };
  }

  /** The first events of another, and then this data. */
  static Script instead(Script script, int events, String data) {
    int kept = Math.min(events, script.size());
    return new Script() {
      @Override
      public int size() {
        return kept + 1;
      }

      @Override
      public String event(int index) {
        return index < kept ? script.event(index) : "data: " + data + "\n\n";
      }

      @Override
      public int beat(int index) {
        return script.beat(Math.min(index, script.size() - 1));
      }

      @Override
      public boolean isToken(int index) {
        return index < kept && script.isToken(index);
      }

      @Override
      public String mediaType() {
        return script.mediaType();
      }
    };
  }
}
