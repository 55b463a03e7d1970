package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What a task made of a stream: the output, the dead letters, and the handles of the operator behind them. Its name and uid
 * are those it was made with, until they are set.
 *
 * @param <T> an element of the output
 */
public final class TaskStream<T> {

  private final SingleOutputStreamOperator<Message<T>> operator;
  private final DataStream<DeadLetter> deadLetters;

  private final Shuffle shuffle;
  private final Control control;

  TaskStream(SingleOutputStreamOperator<Message<T>> operator, Shuffle shuffle, Control control) {
    this(operator, operator.getSideOutput(OperatorSettings.DEAD_LETTERS), shuffle, control);
  }

  TaskStream(
      SingleOutputStreamOperator<Message<T>> operator,
      DataStream<DeadLetter> deadLetters,
      Shuffle shuffle,
      Control control) {
    this.control = control;
    this.operator = operator;
    this.deadLetters = deadLetters;
    this.shuffle = shuffle;
  }

  /**
   * The messages that come out: each request's elements numbered from 0, and at its end one message without an element,
   * with the status.
   */
  public DataStream<Message<T>> output() {
    return operator;
  }

  /** The requests that failed here and the control messages that were refused, and why. */
  public DataStream<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /**
   * Goes on to another task. The output of an operator that takes a stream is keyed by request already, and is not shuffled
   * again; all operators of such a chain have one parallelism. A control stream that entered it says to those further down too what
   * they take.
   */
  public TaskStreams<T> then() {
    return TaskStreams.behind(operator, shuffle, control);
  }

  /** Sets the operator's uid; changing one makes savepoints forget the operator's state. */
  public TaskStream<T> uid(String uid) {
    operator.uid(uid);
    return this;
  }

  /** Sets the operator's name, as the web UI shows it. */
  public TaskStream<T> name(String name) {
    operator.name(name);
    return this;
  }

  /** Sets the parallelism of the operator, and of those that share a shuffle with it. */
  public TaskStream<T> setParallelism(int parallelism) {
    if (shuffle.isDone()) {
      shuffle.setParallelism(parallelism);
    } else {
      operator.setParallelism(parallelism);
    }
    return this;
  }

  /** Sets the maximum parallelism of the operator, and of those that share a shuffle with it. */
  public TaskStream<T> setMaxParallelism(int maxParallelism) {
    if (shuffle.isDone()) {
      shuffle.setMaxParallelism(maxParallelism);
    } else {
      operator.setMaxParallelism(maxParallelism);
    }
    return this;
  }

  /** Sets the group of slots that the operator shares. */
  public TaskStream<T> slotSharingGroup(String group) {
    operator.slotSharingGroup(group);
    return this;
  }
}
