package io.millrace.flink;

import io.millrace.core.Message;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/** What came of the requests to applications, and the handles of the operator behind it. */
public final class ActionStream {

  private final SingleOutputStreamOperator<Message<ActionItem>> operator;
  private final ActionTypes types;

  ActionStream(SingleOutputStreamOperator<Message<ActionItem>> operator, ActionTypes types) {
    this.operator = operator;
    this.types = types;
  }

  static OutputTag<ActionEnd> results(ActionTypes types) {
    return new OutputTag<>("action-results", types.end());
  }

  static OutputTag<ActionEnd> failures(ActionTypes types) {
    return new OutputTag<>("action-failures", types.end());
  }

  static OutputTag<ActionCall> forks(ActionTypes types) {
    return new OutputTag<>("action-forks", types.call());
  }

  static OutputTag<ActionOutput> outputs(ActionTypes types) {
    return new OutputTag<>("action-outputs", types.output());
  }

  /**
   * The intermediate results as they come: each request's numbered from 0, and at its end one message without an element,
   * with the status.
   */
  public DataStream<Message<ActionItem>> items() {
    return operator;
  }

  /** How the requests ended that went well. */
  public DataStream<ActionEnd> results() {
    return operator.getSideOutput(results(types));
  }

  /** How those ended that did not. */
  public DataStream<ActionEnd> failures() {
    return operator.getSideOutput(failures(types));
  }

  /**
   * What the operator says to itself about forks, which has to come back in with the requests: by a topic, say, that is one
   * more source of the job, with an {@link ActionCallSchema}. Keyed by {@link ActionCallSchema#key}, so that an answer does
   * not overtake another. Nothing if no request forks. The source must not hold back watermarks: be it idle.
   *
   * <p>It may lose or repeat what it carries. A question whose answer is lost ends its request with {@code
   * DEADLINE_EXCEEDED}; one that is asked or answered again changes nothing.
   */
  public DataStream<ActionCall> forks() {
    return operator.getSideOutput(forks(types));
  }

  /**
   * All of the three in the order in which it came, an application's and so each request's: behind its intermediate results
   * its end. Of a request that has had its end already there is the end alone.
   */
  public DataStream<ActionOutput> outputs() {
    return operator.getSideOutput(outputs(types));
  }

  /** The failures with the stack traces. */
  public DataStream<DeadLetter> deadLetters() {
    return operator.getSideOutput(OperatorSettings.DEAD_LETTERS);
  }

  /** Sets the operator's uid; changing one makes savepoints forget the applications. */
  public ActionStream uid(String uid) {
    operator.uid(uid);
    return this;
  }

  /** Sets the operator's name, as the web UI shows it. */
  public ActionStream name(String name) {
    operator.name(name);
    return this;
  }

  /** Sets the operator's parallelism. */
  public ActionStream setParallelism(int parallelism) {
    operator.setParallelism(parallelism);
    return this;
  }

  /** Sets the operator's maximum parallelism. */
  public ActionStream setMaxParallelism(int maxParallelism) {
    operator.setMaxParallelism(maxParallelism);
    return this;
  }
}
