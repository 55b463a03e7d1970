package io.millrace.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a cluster is told and asked over HTTP, as any script could. */
public final class FlinkRest {

  private static final String BOUNDARY = "one-part-and-no-more";

  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  /** What is answered while the parts of a cluster have not found each other. */
  private static final int LATER = 503;

  /** A process that is paused would never answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;

  /** That of the JobManager at this address. */
  public FlinkRest(URI address) {
    this.address = address;
  }

  /** Uploads a jar, and returns its id. */
  public String upload(Path jar) throws Exception {
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body = BodyPublishers.ofInputStream(() -> parts(head, jar));
    JsonNode answer = send(request("/jars/upload")
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(body));
    return Path.of(answer.get("filename").textValue()).getFileName().toString();
  }

  private static InputStream parts(String head, Path jar) {
    try {
      return new SequenceInputStream(Collections.enumeration(
          List.of(bytes(head), Files.newInputStream(jar), bytes("\r\n--" + BOUNDARY + "--\r\n"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs the main class of a jar's manifest, and returns the id of the job it submits. */
  public String run(String jar, int parallelism, @Nullable String savepoint, List<String> arguments)
      throws Exception {
    ObjectNode body = json.createObjectNode();
    body.put("parallelism", parallelism);
    body.put("savepointPath", savepoint);
    arguments.forEach(body.putArray("programArgsList")::add);
    return post("/jars/" + jar + "/run", body).get("jobid").textValue();
  }

  /** The job's state, such as {@code RUNNING}. */
  public String state(String job) throws Exception {
    return get("/jobs/" + job).get("state").textValue();
  }

  /** Whether all tasks of the job run, which the job's state does not say. */
  public boolean runs(String job) throws Exception {
    JsonNode tasks = get("/jobs/" + job).get("vertices");
    for (JsonNode task : tasks) {
      if (!task.get("status").textValue().equals("RUNNING")) {
        return false;
      }
    }
    return !tasks.isEmpty();
  }

  /** The highest parallelism of the job's tasks. */
  public int parallelism(String job) throws Exception {
    int highest = 0;
    for (JsonNode task : get("/jobs/" + job).get("vertices")) {
      highest = Math.max(highest, task.get("parallelism").intValue());
    }
    return highest;
  }

  /** What Flink counts of the job's checkpoints. */
  public JsonNode checkpoints(String job) throws Exception {
    return get("/jobs/" + job + "/checkpoints");
  }

  /** How many of the job's checkpoints are {@code completed}, {@code failed} or {@code restored}. */
  public int checkpointCount(String job, String which) throws Exception {
    return checkpoints(job).get("counts").get(which).intValue();
  }

  /** Why the job was begun again, each time: Flink's history of exceptions. */
  public JsonNode exceptions(String job) throws Exception {
    return get("/jobs/" + job + "/exceptions");
  }

  /** What keeps the job's state: the simple name of Flink's class. */
  public String stateBackend(String job) throws Exception {
    return get("/jobs/" + job + "/checkpoints/config").get("state_backend").textValue();
  }

  /** How long after the last checkpoint the next begins. */
  public long checkpointMillis(String job) throws Exception {
    return get("/jobs/" + job + "/checkpoints/config").get("interval").longValue();
  }

  /** How often the job was begun again, as far as the JobManager's metrics know: they are seconds late. */
  public int restarts(String job) throws Exception {
    JsonNode metrics = get("/jobs/" + job + "/metrics?get=numRestarts");
    return metrics.isEmpty() ? 0 : Integer.parseInt(metrics.get(0).get("value").textValue());
  }

  /** When the job was begun again last, by the JobManager's clock; the epoch if it never was. */
  public Instant restartedAt(String job) throws Exception {
    return Instant.ofEpochMilli(
        get("/jobs/" + job).get("timestamps").get("RESTARTING").longValue());
  }

  /** The ids of the TaskManagers that run the job's tasks. */
  public Set<String> workersOf(String job) throws Exception {
    Set<String> workers = new TreeSet<>();
    for (JsonNode task : get("/jobs/" + job).get("vertices")) {
      String place = "/jobs/" + job + "/vertices/" + task.get("id").textValue();
      for (JsonNode subtask : get(place).get("subtasks")) {
        workers.add(subtask.get("taskmanager-id").textValue());
      }
    }
    return workers;
  }

  /** How many TaskManagers the cluster sees. */
  public int taskManagers() throws Exception {
    return get("/overview").get("taskmanagers").intValue();
  }

  /** Takes a savepoint of a job that goes on, and returns where it is. */
  public String savepoint(String job) throws Exception {
    ObjectNode body = json.createObjectNode();
    return savepoint(job, post("/jobs/" + job + "/savepoints", body));
  }

  /** Stops the job with a savepoint, which fails no request, and returns where it is. */
  public String stop(String job) throws Exception {
    ObjectNode body = json.createObjectNode();
    body.put("drain", false);
    return savepoint(job, post("/jobs/" + job + "/stop", body));
  }

  private String savepoint(String job, JsonNode triggered) throws Exception {
    String place = "/jobs/" + job + "/savepoints/" + triggered.get("request-id").textValue();
    JsonNode done = Await.answer("the savepoint of job " + job, () -> {
      JsonNode answer = get(place);
      return answer.at("/status/id").textValue().equals("COMPLETED")
          ? Optional.of(answer.get("operation"))
          : Optional.empty();
    });
    if (!done.has("location")) {
      throw new IllegalStateException("savepoint of job " + job + " failed: " + done);
    }
    return done.get("location").textValue();
  }

  /** Cancels the jobs that have not ended, and waits for their end. */
  public void cancelJobs() throws Exception {
    for (JsonNode each : get("/jobs").get("jobs")) {
      String job = each.get("id").textValue();
      if (!ENDED.contains(each.get("status").textValue())) {
        JsonNode unused =
            send(request("/jobs/" + job + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
        Await.that("the end of job " + job, () -> ENDED.contains(state(job)));
      }
    }
  }

  /** What was not a question might be done twice if it were sent again. */
  private Optional<HttpResponse<String>> answer(HttpRequest request) throws Exception {
    try {
      return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      if (request.method().equals("GET")) {
        throw e;
      }
      throw new IllegalStateException(
          request.method() + " " + request.uri() + " was not answered", e);
    }
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path).GET());
  }

  private JsonNode post(String path, JsonNode body) throws Exception {
    return send(request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    HttpRequest sent = request.build();
    HttpResponse<String> answer = Await.answer(
        "an answer to " + sent.uri(), () -> answer(sent).filter(got -> got.statusCode() != LATER));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(sent.method() + " " + sent.uri()
          + " was answered with status " + answer.statusCode() + ": " + answer.body());
    }
    return json.readTree(answer.body());
  }
}
