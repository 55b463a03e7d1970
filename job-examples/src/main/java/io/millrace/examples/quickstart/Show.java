package io.millrace.examples.quickstart;

import io.millrace.core.Message;
import io.millrace.examples.entities.EntitiesTopics;
import io.millrace.examples.terminal.Screen;
import io.millrace.examples.terminal.Terminal;
import io.millrace.examples.topics.TopicMessages;
import io.millrace.examples.topics.TopicReader;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.schemas.GeneratedTextResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the live job writes, as anyone could, and shows it. Used by one thread. */
final class Show implements AutoCloseable {

  private static final Duration FRAME = Duration.ofMillis(50);
  private static final long MEASURE_EVERY = 1_000_000_000L;

  private final EntitiesTopics topics;
  private final TopicReader reader;
  private final PrintWriter out;
  private final Screen screen;
  private final FirstOutputs firstOutputs;
  private final Board board = new Board();
  private final MessageDecoder<String> masked = MessageDecoder.of(String.class);
  private final MessageDecoder<TokenClassificationStreamResult> entities =
      MessageDecoder.of(TokenClassificationStreamResult.class);
  private final MessageDecoder<GeneratedTextResult> generations =
      MessageDecoder.of(GeneratedTextResult.class);

  /** For each topic the requests that ended there. */
  private final Set<String> ended = new HashSet<>();

  private Terminal terminal;
  private long measured = System.nanoTime();

  Show(
      Properties kafka,
      EntitiesTopics topics,
      Terminal terminal,
      PrintWriter out,
      FirstOutputs firstOutputs) {
    this.topics = topics;
    this.terminal = terminal;
    this.out = out;
    this.screen = new Screen(out);
    this.firstOutputs = firstOutputs;
    this.reader =
        new TopicReader(kafka, List.of(topics.masked(), topics.entities(), topics.generations()));
  }

  /** Reads for the time of one frame, and draws it. */
  void frame() {
    reader.read(FRAME, this::take);
    draw(firstOutputs.summary().map(summary -> "; " + summary).orElse(""));
  }

  /** Takes away what changes, and leaves what stays. */
  void finish() {
    if (terminal.watched()) {
      screen.draw(board.takeEnded(terminal), List.of());
    }
  }

  Board board() {
    return board;
  }

  /** Whether these requests have ended in every topic. */
  boolean haveEnded(Set<String> requests) {
    return ended.size() >= 3 * requests.size() && requests.stream().allMatch(this::hasEnded);
  }

  /** Whether a request has ended in every topic. */
  boolean hasEnded(String request) {
    return ended.contains(topics.masked() + " " + request)
        && ended.contains(topics.entities() + " " + request)
        && ended.contains(topics.generations() + " " + request);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    Message<?> message;
    if (record.topic().equals(topics.masked())) {
      message = takeMasked(TopicMessages.decode(masked, record));
    } else if (record.topic().equals(topics.entities())) {
      message = takeEntities(TopicMessages.decode(entities, record));
    } else {
      message = TopicMessages.decode(generations, record);
    }
    if (message.last()) {
      ended.add(record.topic() + " " + message.requestId());
    }
  }

  private Message<?> takeMasked(Message<String> message) {
    String piece = message.payload();
    if (piece != null && !piece.isEmpty()) {
      firstOutputs.read(message.requestId().replaceAll("[#/].*", ""), System.nanoTime());
      board.masked(message.requestId(), piece);
    }
    if (message.last()) {
      board.ended(message.requestId(), message.status());
    }
    return message;
  }

  private Message<?> takeEntities(Message<TokenClassificationStreamResult> message) {
    TokenClassificationStreamResult frame = message.payload();
    if (frame != null) {
      board.found(frame.getResults().size());
    }
    return message;
  }

  private void draw(String note) {
    if (!terminal.watched()) {
      board.takeEnded(terminal).forEach(out::println);
      return;
    }
    if (System.nanoTime() - measured > MEASURE_EVERY) {
      // A person may have made the window larger or smaller.
      terminal = terminal.measured();
      measured = System.nanoTime();
    }
    screen.draw(board.takeEnded(terminal), board.block(terminal, note));
  }

  @Override
  public void close() {
    reader.close();
  }
}
