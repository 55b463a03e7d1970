package io.millrace.kafka.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.Message;
import io.millrace.core.Status;
import io.millrace.core.action.StreamMode;
import io.millrace.kafka.envelope.MessageDecoder;
import io.millrace.kafka.envelope.MessageEncoder;
import io.millrace.schemas.ActionReply;
import io.millrace.schemas.ActionRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Runs requests of applications that are somewhere else, behind two topics: {@link #streamResult} sends one, and gives its
 * intermediate results as they come. For any number of requests at once, and for many threads: one consumer reads for all, from
 * the end of the topic of replies on, where it stands before the first request is sent; so no reply is missed.
 *
 * <p>Each client reads all that is in the topic of replies, and decodes what is of applications that it has asked.
 */
public final class ActionClient implements AutoCloseable {

  private final ActionClientSettings settings;
  private final Producer<byte[], byte[]> producer;
  private final MessageEncoder<ActionRequest> encoder;
  private final Exchanges exchanges = new Exchanges();
  private final ReplyReader reader;
  private final Thread reading;

  private ActionClient(
      ActionClientSettings settings, MessageDecoder<ActionReply> decoder, Clients clients) {
    this.settings = settings;
    this.producer = clients.producer();
    this.encoder = settings.requestFormat().encoder(ActionRequest.class, settings.requests());
    this.reader = new ReplyReader(clients.consumer(), settings.replies(), decoder, exchanges);
    this.reading = new Thread(reader, "replies of " + settings.replies());
    reading.setDaemon(true);
  }

  private record Clients(
      KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {}

  /**
   * A client that stands ready: it knows where the topic of replies ends.
   *
   * @throws IllegalArgumentException if there is no such topic, or the format of replies is not one to be read
   * @throws KafkaException if the brokers cannot be reached
   */
  public static ActionClient open(ActionClientSettings settings) {
    MessageDecoder<ActionReply> decoder =
        settings.replyFormat().decoder(ActionReply.class, List.of());
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        consumerConfig(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
          producerConfig(settings), new ByteArraySerializer(), new ByteArraySerializer());
      return opened(settings, decoder, new Clients(consumer, producer));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static ActionClient opened(
      ActionClientSettings settings, MessageDecoder<ActionReply> decoder, Clients clients) {
    try {
      ActionClient client = new ActionClient(settings, decoder, clients);
      client.reader.standAtEnd();
      client.reading.start();
      return client;
    } catch (RuntimeException e) {
      clients.producer().close(Duration.ZERO);
      throw e;
    }
  }

  private static Map<String, Object> consumerConfig(ActionClientSettings settings) {
    Map<String, Object> config = config(settings, ConsumerConfig.configNames());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return config;
  }

  private static Map<String, Object> producerConfig(ActionClientSettings settings) {
    Map<String, Object> config = config(settings, ProducerConfig.configNames());
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
    return config;
  }

  /** Of the settings those that this kind of client has. */
  private static Map<String, Object> config(ActionClientSettings settings, Set<String> names) {
    Map<String, Object> config = new HashMap<>(settings.config());
    config.keySet().retainAll(names);
    config.put("bootstrap.servers", settings.servers());
    return config;
  }

  /**
   * Sends a request; its result is to be closed, or read to its end.
   *
   * @throws IllegalStateException if a request of that id is under way in this client
   * @throws IllegalArgumentException if an input has no place in a record, naming it
   * @throws io.millrace.core.StatusException if this client is closed, or cannot read any more
   */
  public RemoteResult streamResult(RemoteRequest request) {
    byte[] sent = encode(request.run());
    byte[] cancelled = encode(request.cancel());
    Exchange exchange = new Exchange(request, settings.buffered(), each -> send(cancelled, each));
    exchanges.add(exchange);
    CompletableFuture<RemoteEnd> removed =
        exchange.end().whenComplete((end, never) -> exchanges.remove(exchange));
    expire(exchange, removed);
    send(sent, exchange);
    return new RemoteResult(exchange);
  }

  /**
   * Sends a request whose steps send no intermediate results, and waits for its end.
   *
   * @throws io.millrace.core.StatusException with the status that it failed with
   */
  public RemoteEnd run(RemoteRequest request) {
    return streamResult(request.streaming(StreamMode.NONE)).get();
  }

  private void expire(Exchange exchange, CompletableFuture<RemoteEnd> end) {
    Duration own = exchange.request().timeout();
    Duration time = own == null ? settings.timeout() : own;
    // Not on the JDK's own timer's thread: to send may block.
    CompletableFuture<RemoteEnd> unused = end.orTimeout(
            TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS)
        .exceptionallyAsync(over -> {
          exchange.abandon(
              Status.Code.DEADLINE_EXCEEDED.because(exchange.request() + " must end within " + time
                  + " but did not; the cancellation was sent"),
              Runnable::run);
          return exchange.end().join();
        });
  }

  private void send(byte[] value, Exchange exchange) {
    try {
      Future<RecordMetadata> unused =
          producer.send(record(exchange.request(), value), (metadata, failure) -> {
            if (failure != null) {
              exchange.fail(unsent(exchange, failure));
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      exchange.fail(unsent(exchange, e));
    }
  }

  private static Status unsent(Exchange exchange, Exception failure) {
    return Status.Code.UNAVAILABLE.because(
        exchange.request() + " could not be sent, or not its cancellation: " + failure);
  }

  private ProducerRecord<byte[], byte[]> record(RemoteRequest request, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(settings.requests(), request.application().getBytes(UTF_8), value);
    Message.traceOf(request.headers())
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }

  /** The encoder is one thread's at a time. */
  private byte[] encode(Message<ActionRequest> message) {
    synchronized (encoder) {
      return encoder.encode(message);
    }
  }

  /**
   * Sends what is still to be sent, and reads no more: requests under way end here with {@code CANCELLED}, but go on there. Who
   * sends one again under its id, with another client, gets its end.
   */
  @Override
  public void close() {
    exchanges.end(
        Status.Code.CANCELLED.because("the client was closed; the request goes on where it is"));
    reader.close();
    producer.close();
    boolean interrupted = false;
    try {
      reading.join();
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
