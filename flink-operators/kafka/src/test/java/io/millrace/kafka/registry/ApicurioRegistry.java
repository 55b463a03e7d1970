package io.millrace.kafka.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Apicurio's registry, in memory, in a process of its own on a port that is free. */
final class ApicurioRegistry implements TestRegistry {

  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");

  private final Process process;
  private final String url;

  ApicurioRegistry(String folder) throws Exception {
    process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=0",
            "-jar",
            runner(folder))
        .redirectErrorStream(true)
        .start();
    url = listening() + "/apis/ccompat/v7";
    // Confluent's registry checks unless told otherwise, and Apicurio's does not.
    HttpRequest backward = HttpRequest.newBuilder(URI.create(url + "/config"))
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
        .build();
    int status =
        HttpClient.newHttpClient().send(backward, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IllegalStateException("the registry took no rule but answered " + status);
    }
  }

  private static String runner(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(folder + " has no runner"));
    }
  }

  private String listening() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        drain(lines);
        return listening.group(1);
      }
    }
    throw new IllegalStateException("the registry ended before it listened");
  }

  /** What nobody reads would in the end stop the process. */
  private static void drain(BufferedReader lines) {
    Thread drain = new Thread(() -> lines.lines().forEach(line -> {}), "registry");
    drain.setDaemon(true);
    drain.start();
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
