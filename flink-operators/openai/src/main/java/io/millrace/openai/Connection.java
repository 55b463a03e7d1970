package io.millrace.openai;

import com.openai.client.OpenAIClientAsync;
import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Sleeper;
import java.io.Closeable;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What all requests to one server share: the HTTP client, the key, the time limits' clock, the places. */
final class Connection implements Closeable {

  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final OpenAiSettings settings;
  private final Optional<String> key;
  private final HttpClient http;
  private final ClientOptions options;
  private final ScheduledThreadPoolExecutor timer;
  private final Slots slots;
  private final Failures failures;

  Connection(OpenAiSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.key = settings.apiKey().read(environment);
    // Version 1.1: asked for 2 in plain text, the JDK's client proposes an upgrade that some
    // servers
    // choke on.
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .executor(executor())
        .build();
    this.options = ClientOptions.builder()
        .httpClient(Exchange.whole(http, Optional.empty()))
        .baseUrl(settings.baseUrl().toString())
        // It wants one; the transport puts the real one in its place.
        .apiKey("none")
        .maxRetries(0)
        .streamHandlerExecutor(Runnable::run)
        .sleeper(new NoSleep())
        .build();
    this.timer = new ScheduledThreadPoolExecutor(1, daemons("openai-timer"));
    timer.setRemoveOnCancelPolicy(true);
    this.slots = new Slots(settings.maxParallelRequests());
    this.failures = new Failures(settings.baseUrl().toString(), key, Clock.systemUTC());
  }

  /** Few threads: none of them waits for a server. They end when there is nothing to do, so nobody needs to end them. */
  private static Executor executor() {
    var pool = new ThreadPoolExecutor(
        THREADS,
        THREADS,
        IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new LinkedBlockingQueue<>(),
        daemons("openai-client"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  OpenAiSettings settings() {
    return settings;
  }

  Slots slots() {
    return slots;
  }

  Failures failures() {
    return failures;
  }

  Exchange whole() {
    return Exchange.whole(http, key);
  }

  Exchange streamed(Flow.Subscriber<String> lines) {
    return Exchange.streamed(http, key, lines);
  }

  /** OpenAI's client with this transport. */
  OpenAIClientAsync client(Exchange exchange) {
    return new OpenAIClientAsyncImpl(options.toBuilder().httpClient(exchange).build());
  }

  ScheduledFuture<?> after(long nanos, Runnable step) {
    return timer.schedule(step, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** Nothing is tried twice, so there is nothing to wait for between. */
  private static final class NoSleep implements Sleeper {
    @Override
    public void sleep(Duration duration) {}

    @Override
    public CompletableFuture<Void> sleepAsync(Duration duration) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
