package io.millrace.flink;

import org.apache.flink.streaming.api.TimerService;

/**
 * What Flink gives a keyed function with each call. It gives the same to a function with a control stream and to one
 * without, in classes that have nothing to do with each other.
 */
interface KeyedCall {

  /** The key: the request that the call is about. */
  String requestId();

  TimerService timers();

  void deadLetter(DeadLetter letter);
}
