package io.millrace.examples.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a job reaches its Kafka cluster. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class KafkaOptions {

  private static final String DEFAULT_SERVERS = "localhost:9092";
  private static final int LAST_PORT = 65_535;
  private static final Pattern SERVERS =
      Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*|\\[[^]\\s]+]:\\d{1,5}");

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT[,HOST:PORT…]",
      description = "Where Kafka is. Default: bootstrap.servers of the properties, or "
          + DEFAULT_SERVERS + ".")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "Properties for every Kafka client of the job: security, timeouts.")
  private @Nullable Path file;

  /**
   * The clients' properties: the file's, with the servers.
   *
   * @throws ParameterException if the file cannot be read or the servers are not HOST:PORT
   */
  public Properties properties() {
    Properties properties = file == null ? new Properties() : read(file);
    String servers = bootstrapServers != null
        ? bootstrapServers
        : properties.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_SERVERS);
    if (!SERVERS.matcher(servers).matches() || !havePorts(servers)) {
      throw refused(
          "bootstrap servers must be HOST:PORT, or several with commas between them, but were '"
              + servers + "'");
    }
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }

  private static boolean havePorts(String servers) {
    return Arrays.stream(servers.split(","))
        .mapToInt(server -> Integer.parseInt(server.substring(server.lastIndexOf(':') + 1)))
        .allMatch(port -> port >= 1 && port <= LAST_PORT);
  }

  private Properties read(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--kafka-properties cannot be read: " + e, e);
    }
  }

  private ParameterException refused(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
