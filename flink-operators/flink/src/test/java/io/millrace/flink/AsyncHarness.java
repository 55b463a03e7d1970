package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import io.millrace.flink.types.StateTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.CollectorOutput;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * The asynchronous operator by itself. The task's thread is the test's, whose clock only the test moves; it begins at {@link
 * #START}, and mails are taken when the test says so.
 */
final class AsyncHarness implements AutoCloseable {

  static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  /** The number of the second in which the clock begins: of an attempt begun a second later it is one more. */
  static final int NUMBER = (int) Duration.ofDays(365).toSeconds();

  /** Few, short and without jitter: a retry after a second, then two, at most three. */
  static final AsyncLimits LIMITS = AsyncLimits.DEFAULT
      .withRequests(4, 20_000)
      .withBuffered(3, 8)
      .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(60))
      .withRetries(Retries.DEFAULT
          .withMost(2)
          .withJitter(0)
          .withWaits(Duration.ofSeconds(1), 2, Duration.ofSeconds(3)));

  private final OneInputStreamOperatorTestHarness<Message<String>, Message<String>> harness;
  private final SeenMetrics metrics = new SeenMetrics();

  private AsyncHarness(
      OneInputStreamOperatorFactory<Message<String>, Message<String>> factory,
      Placement placement,
      long clock,
      @Nullable RuntimeException refusal)
      throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(
        factory, placement.environment(metrics.taskGroup()));
    KeySelector<Message<String>, String> byRequest = Message::requestId;
    harness.getStreamConfig().setStatePartitioner(0, byRequest);
    harness
        .getStreamConfig()
        .setStateKeySerializer(
            Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.getStreamConfig().serializeAllConfigs();
    harness.setStateBackend(
        placement.rocksdb() ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    if (refusal != null) {
      harness.setOutputCreator(serializer -> new Refusing<>(refusal));
    }
    harness.setup(MessageTypes.of(String.class)
        .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(clock);
  }

  static OneInputStreamOperatorFactory<Message<String>, Message<String>> factory(
      AsyncLimits limits, Asking.Recipe<String, String> recipe) {
    return factory(UnclaimedParameters.HAND_ON, limits, recipe);
  }

  static OneInputStreamOperatorFactory<Message<String>, Message<String>> factory(
      UnclaimedParameters unclaimed, AsyncLimits limits, Asking.Recipe<String, String> recipe) {
    return new AsyncOperatorFactory<>(
        new OperatorSettings("ask", RequestLimits.DEFAULT, unclaimed),
        limits,
        recipe,
        StateTypes.of(String.class));
  }

  static OneInputStreamOperatorFactory<Message<String>, Message<String>> factory(
      ByHand module, boolean deterministic, AsyncLimits limits) {
    return factory(
        limits, () -> Asking.each(Answering.streaming(module.runner(deterministic)), limits));
  }

  /** A module that draws its words, with {@link #LIMITS}; its first second is over. */
  static AsyncHarness drawing(ByHand module) throws Exception {
    return open(factory(module, false, LIMITS), Placement.alone(false)).after(1_000);
  }

  /** A deterministic module with {@link #LIMITS}. */
  static AsyncHarness deterministic(ByHand module) throws Exception {
    return open(factory(module, true, LIMITS), Placement.alone(false));
  }

  static AsyncHarness open(
      OneInputStreamOperatorFactory<Message<String>, Message<String>> factory, Placement placement)
      throws Exception {
    AsyncHarness opened = new AsyncHarness(factory, placement, START, null);
    opened.harness.open();
    return opened;
  }

  /** One whose output nobody takes: this is thrown at what it says. */
  static AsyncHarness refused(
      OneInputStreamOperatorFactory<Message<String>, Message<String>> factory,
      RuntimeException refusal)
      throws Exception {
    AsyncHarness refused = new AsyncHarness(factory, Placement.alone(false), START, refusal);
    refused.harness.open();
    return refused;
  }

  /** Begins at this time where a snapshot was taken; of one taken by several tasks it takes its share. */
  static AsyncHarness restored(
      OneInputStreamOperatorFactory<Message<String>, Message<String>> factory,
      Placement placement,
      long clock,
      int oldParallelism,
      OperatorSubtaskState snapshot)
      throws Exception {
    AsyncHarness restored = new AsyncHarness(factory, placement, clock, null);
    restored.harness.initializeState(OneInputStreamOperatorTestHarness.repartitionOperatorState(
        snapshot,
        Placement.MAX_PARALLELISM,
        oldParallelism,
        placement.parallelism(),
        placement.subtask()));
    restored.harness.open();
    return restored;
  }

  @SafeVarargs
  final AsyncHarness push(Message<String>... messages) throws Exception {
    for (Message<String> message : messages) {
      push(new StreamRecord<>(message));
    }
    return this;
  }

  AsyncHarness push(long timestamp, Message<String> message) throws Exception {
    push(new StreamRecord<>(message, timestamp));
    return this;
  }

  private void push(StreamRecord<Message<String>> element) throws Exception {
    harness.getOneInputOperator().setKeyContextElement(element);
    harness.processElement(element);
  }

  AsyncHarness watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    return this;
  }

  AsyncHarness status(WatermarkStatus status) throws Exception {
    harness.processWatermarkStatus(status);
    return this;
  }

  /** Moves the clock on. */
  AsyncHarness after(long millis) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + millis);
    return this;
  }

  /** Takes the mails that are there. */
  AsyncHarness mails() throws Exception {
    Optional<Mail> mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
    return this;
  }

  /** Takes mails, and waits for more, until there are so many messages; what came out since this was last asked. */
  List<Message<String>> await(int messages) throws Exception {
    mails();
    while (harness.extractOutputStreamRecords().size() < messages) {
      awaitMail();
    }
    return taken();
  }

  /** Waits for a mail, and takes it. */
  void awaitMail() throws Exception {
    harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
  }

  int mailsWaiting() {
    return harness.getTaskMailbox().size();
  }

  AsyncHarness endInput() throws Exception {
    harness.endInput();
    return this;
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** What came out since this was last asked, of all that is ready. */
  List<Message<String>> output() throws Exception {
    mails();
    return taken();
  }

  private List<Message<String>> taken() {
    List<Message<String>> messages = new ArrayList<>();
    for (StreamRecord<? extends Message<String>> record : harness.extractOutputStreamRecords()) {
      messages.add(record.getValue());
    }
    harness.getOutput().clear();
    return messages;
  }

  /** The same with event times and watermarks, in words. */
  List<String> timedOutput() throws Exception {
    mails();
    List<String> said = new ArrayList<>();
    for (Object each : harness.getOutput()) {
      said.add(inWords(each));
    }
    harness.getOutput().clear();
    return said;
  }

  private static String inWords(Object element) {
    if (element instanceof Watermark watermark) {
      return "watermark " + watermark.getTimestamp();
    }
    if (element instanceof StreamRecord<?> record
        && record.getValue() instanceof Message<?> message) {
      String time = record.hasTimestamp() ? "@" + record.getTimestamp() : "";
      return message.requestId() + time + " "
          + Objects.requireNonNullElse(message.payload(), message.status());
    }
    return element.toString();
  }

  /** The dead letters since this was last asked, without their stack traces. */
  List<String> letters() {
    Queue<StreamRecord<DeadLetter>> records = harness.getSideOutput(OperatorSettings.DEAD_LETTERS);
    if (records == null) {
      return List.of();
    }
    List<String> letters = records.stream()
        .map(StreamRecord::getValue)
        .map(letter -> letter.requestId() + "/" + letter.attempt() + " in " + letter.operator()
            + " " + letter.reason() + ": " + letter.message())
        .toList();
    records.clear();
    return letters;
  }

  SeenMetrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    try {
      harness.close();
    } catch (Exception e) {
      throw new IllegalStateException("the operator did not close", e);
    }
  }

  private static final class Refusing<T> extends CollectorOutput<T> {
    private final RuntimeException refusal;

    Refusing(RuntimeException refusal) {
      super(new ArrayList<>());
      this.refusal = refusal;
    }

    @Override
    public void collect(StreamRecord<T> record) {
      throw refusal;
    }
  }
}
