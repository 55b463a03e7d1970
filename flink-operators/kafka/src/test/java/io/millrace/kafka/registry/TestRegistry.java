package io.millrace.kafka.registry;

/** A registry for a test. */
public interface TestRegistry extends AutoCloseable {

  /** What the paths of Confluent's API come behind. */
  String url();

  @Override
  void close();

  /**
   * Apicurio's registry as a process where {@code -Dmillrace.registry=DIR} says in which folder it was unpacked, and else the
   * one in this process.
   */
  static TestRegistry start() throws Exception {
    String folder = System.getProperty("millrace.registry");
    return folder == null ? new RegistryServer() : new ApicurioRegistry(folder);
  }
}
