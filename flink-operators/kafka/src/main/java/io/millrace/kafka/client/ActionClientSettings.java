package io.millrace.kafka.client;

import io.millrace.kafka.envelope.EnvelopeFormat;
import java.time.Duration;
import java.util.Map;

/**
 * Where a client sends requests and reads replies.
 *
 * @param servers the brokers to begin with
 * @param requests the topic of requests
 * @param replies the topic to which all that comes of them goes, see {@code KafkaActions.replies}
 * @param requestFormat how requests are written
 * @param replyFormat how replies are written
 * @param timeout within this time a request must end, unless it says another; then it is cancelled, and ends here with {@code
 *     DEADLINE_EXCEEDED}
 * @param buffered so many intermediate results of a request may wait for whoever reads them; with one more it is cancelled, and
 *     ends here with {@code RESOURCE_EXHAUSTED}
 * @param config further settings of the consumer and the producer, such as security; {@code isolation.level} says whether
 *     replies are read before their transaction is committed
 */
public record ActionClientSettings(
    String servers,
    String requests,
    String replies,
    EnvelopeFormat requestFormat,
    EnvelopeFormat replyFormat,
    Duration timeout,
    int buffered,
    Map<String, String> config) {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final int BUFFERED = 100_000;

  /** Validates that there is somewhere to send to, and to read from. */
  public ActionClientSettings {
    named("servers", servers);
    named("requests", requests);
    named("replies", replies);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than nothing but was " + timeout);
    }
    if (buffered < 1) {
      throw new IllegalArgumentException("buffered must be at least 1 but was " + buffered);
    }
    config = Map.copyOf(config);
  }

  /** Without the values of the clients' settings, for they hold passwords. */
  @Override
  public String toString() {
    return "ActionClientSettings[servers=" + servers + ", requests=" + requests + ", replies="
        + replies + ", timeout=" + timeout + ", buffered=" + buffered + ", config="
        + config.keySet() + "]";
  }

  private static void named(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " must have a name but was empty");
    }
  }

  /** These topics in the default format; a request has five minutes, and 100,000 intermediate results may wait. */
  public static ActionClientSettings of(String servers, String requests, String replies) {
    return new ActionClientSettings(
        servers,
        requests,
        replies,
        EnvelopeFormat.singleObject(),
        EnvelopeFormat.singleObject(),
        TIMEOUT,
        BUFFERED,
        Map.of());
  }

  /** The same with other formats. */
  public ActionClientSettings withFormats(EnvelopeFormat newRequest, EnvelopeFormat newReply) {
    return new ActionClientSettings(
        servers, requests, replies, newRequest, newReply, timeout, buffered, config);
  }

  /** The same with another time for a request. */
  public ActionClientSettings withTimeout(Duration newTimeout) {
    return new ActionClientSettings(
        servers, requests, replies, requestFormat, replyFormat, newTimeout, buffered, config);
  }

  /** The same with another number of intermediate results that may wait. */
  public ActionClientSettings withBuffered(int newBuffered) {
    return new ActionClientSettings(
        servers, requests, replies, requestFormat, replyFormat, timeout, newBuffered, config);
  }

  /** The same with these settings of Kafka's clients in place of those it had. */
  public ActionClientSettings with(Map<String, String> newConfig) {
    return new ActionClientSettings(
        servers, requests, replies, requestFormat, replyFormat, timeout, buffered, newConfig);
  }
}
