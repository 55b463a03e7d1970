package io.millrace.broker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker in a container, on a port that is free. */
record ContainerBroker(KafkaContainer container) implements Broker {

  static final String IMAGE = System.getProperty("millrace.kafka.image", "apache/kafka:4.2.0");

  /** Takes about five seconds once the engine has the image. */
  static Broker start() {
    have(IMAGE);
    // Closed here or by whoever was given it.
    @SuppressWarnings("resource")
    KafkaContainer container = new KafkaContainer(
            DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka"))
        .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
        // Half a minute after it started it would begin to delete records with old timestamps.
        .withEnv("KAFKA_LOG_RETENTION_MS", "-1");
    try {
      container.start();
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
    return new ContainerBroker(container);
  }

  /** Pulls once what is not there: Testcontainers would try for two minutes where there is no network. */
  private static void have(String image) {
    DockerClient docker = DockerClientFactory.lazyClient();
    try {
      docker.inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      pull(docker, image);
    }
  }

  private static void pull(DockerClient docker, String image) {
    try {
      docker.pullImageCmd(image).start().awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the engine pulled " + image, e);
    }
  }

  @Override
  public String servers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    container.close();
  }
}
