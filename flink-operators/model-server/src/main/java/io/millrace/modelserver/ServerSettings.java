package io.millrace.modelserver;

/**
 * How a server runs.
 *
 * @param port the port on the loopback interface; 0 takes a free one
 * @param tokensPerSecond the speed of each answer; {@code Double.POSITIVE_INFINITY} sends as fast as the client reads
 * @param threads how many threads send; one holds thousands of slow answers
 * @param model the name that {@code /v1/models} gives
 * @param answers chooses what is answered
 */
public record ServerSettings(
    int port, double tokensPerSecond, int threads, String model, Answers answers) {

  /** Validates the numbers. */
  public ServerSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535 but was " + port);
    }
    if (!(tokensPerSecond > 0)) {
      throw new IllegalArgumentException(
          "tokensPerSecond must be greater than 0 but was " + tokensPerSecond);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but was " + threads);
    }
  }

  /** A server on a free port that answers as fast as it can. */
  public static ServerSettings of(Answers answers) {
    return new ServerSettings(0, Double.POSITIVE_INFINITY, 1, "replay", answers);
  }

  /** The same on this port. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(newPort, tokensPerSecond, threads, model, answers);
  }

  /** The same at this speed. */
  public ServerSettings withTokensPerSecond(double newTokensPerSecond) {
    return new ServerSettings(port, newTokensPerSecond, threads, model, answers);
  }

  /** The same with so many threads. */
  public ServerSettings withThreads(int newThreads) {
    return new ServerSettings(port, tokensPerSecond, newThreads, model, answers);
  }

  long nanosPerToken() {
    return (long) (1e9 / tokensPerSecond);
  }
}
