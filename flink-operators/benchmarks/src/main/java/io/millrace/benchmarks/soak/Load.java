package io.millrace.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests, many at a time and record by record, at a steady rate until it is told to stop, and tells the ledgers
 * before each what must come of it. Troubles are written as they are ordered.
 */
final class Load {

  /** So many requests are under way. */
  private static final int TOGETHER = 40;

  private static final long SECOND = 1_000_000_000;
  private static final String PATIENCE_MS = "600000";

  /** A request that is being written. */
  private static final class Playing {
    private final Script script;
    private final @Nullable Order order;
    private int next;

    Playing(Script script, @Nullable Order order) {
      this.script = script;
      this.order = order;
    }

    Message<String> next() {
      return script.messages().get(next++);
    }

    boolean isOver() {
      return next == script.messages().size();
    }
  }

  private final Scripts scripts;
  private final Random random;
  private final Ledgers ledgers;
  private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
  private final List<Playing> playing = new ArrayList<>();
  private final MessageEncoder<String> encoder = MessageEncoder.of(String.class);
  private final KafkaProducer<byte[], byte[]> producer;
  private final long everyNanos;

  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

  /** These are read when it has ended. */
  private long requests;

  private long distinct;
  private long poison;
  private long written;
  private long due = System.nanoTime();

  private Load(SoakSettings settings, Properties kafka, Ledgers ledgers) {
    this.scripts = new Scripts(settings.seed());
    this.random = new Random(settings.seed() + 1);
    this.ledgers = ledgers;
    this.everyNanos = SECOND / settings.rate();
    Map<String, Object> config = new HashMap<>();
    kafka.stringPropertyNames().forEach(name -> config.put(name, kafka.getProperty(name)));
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    this.producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Makes it; {@link #run} writes. */
  static Load of(SoakSettings settings, Properties kafka, Ledgers ledgers) {
    return new Load(settings, kafka, ledgers);
  }

  /** Has trouble written; what is returned is done when the brokers have it. */
  Future<Boolean> order(Order order) {
    orders.add(order);
    return order.done();
  }

  /** Requests that were begun. */
  long requests() {
    return requests;
  }

  /** Messages that were written, each counted once. */
  long distinct() {
    return distinct;
  }

  /** Messages that were written again. */
  long again() {
    return written - distinct - poison;
  }

  long poison() {
    return poison;
  }

  /** Writes until told to stop, then ends the requests under way; all is acknowledged when it comes back. */
  void run(Background self) throws Exception {
    try (producer) {
      while (!self.isStopping() || !orders.isEmpty() || !playing.isEmpty()) {
        refill(self.isStopping());
        await();
        writeOne();
        requireTaken();
      }
      producer.flush();
      requireTaken();
    }
    if (acknowledged.get() != written) {
      throw new IllegalStateException(
          "brokers must have taken " + written + " records but took " + acknowledged);
    }
  }

  private void requireTaken() throws Exception {
    Exception thrown = refused.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private void refill(boolean stopping) {
    while (playing.size() < TOGETHER && !(stopping && orders.isEmpty())) {
      Order order = orders.peek();
      if (order != null && order.takeOne()) {
        orders.remove();
      }
      if (order != null && order.trouble() == null) {
        writePoison(order);
      } else {
        Trouble trouble = order == null ? Trouble.NONE : Objects.requireNonNull(order.trouble());
        begin(scripts.next(trouble), order);
      }
    }
  }

  private void begin(Script script, @Nullable Order order) {
    ledgers.expect(script);
    playing.add(new Playing(script, order));
    requests++;
    distinct += script.messages().stream().distinct().count();
  }

  private void writePoison(Order order) {
    byte[] value = ("poison " + poison).getBytes(UTF_8);
    ledgers.letters().expectPoison(value);
    poison++;
    send(value, value, order);
  }

  /** Keeps the rate; what a time without brokers has cost is not caught up. */
  private void await() {
    due = Math.max(due + everyNanos, System.nanoTime() - SECOND);
    long wait = due - System.nanoTime();
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
  }

  private void writeOne() {
    if (playing.isEmpty()) {
      return;
    }
    int chosen = random.nextInt(playing.size());
    Playing request = playing.get(chosen);
    Message<String> message = request.next();
    if (request.isOver()) {
      playing.remove(chosen);
    }
    send(
        message.requestId().getBytes(UTF_8),
        encoder.encode(message),
        request.isOver() ? request.order : null);
  }

  private void send(byte[] key, byte[] value, @Nullable Order order) {
    written++;
    var unused = producer.send(new ProducerRecord<>(SoakJob.INPUT, key, value), (place, failed) -> {
      if (failed != null) {
        refused.compareAndSet(null, failed);
        return;
      }
      acknowledged.incrementAndGet();
      if (order != null) {
        order.acknowledged();
      }
    });
  }
}
