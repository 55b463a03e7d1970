package io.millrace.broker;

/** A running Kafka of one node that makes no topic by itself. */
interface Broker extends AutoCloseable {

  /** Its {@code bootstrap.servers}. */
  String servers();

  @Override
  void close();

  /** A place where brokers start. */
  @FunctionalInterface
  interface Start {
    Broker start() throws Exception;
  }
}
