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
  private final Transport transport = new Transport();
  private final OpenAIClientAsync client;
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
    this.client = new OpenAIClientAsyncImpl(ClientOptions.builder()
        .httpClient(transport)
        .baseUrl(settings.baseUrl().toString())
        // It wants one; the transport puts the real one in its place.
        .apiKey("none")
        .maxRetries(0)
        .streamHandlerExecutor(Runnable::run)
        .sleeper(new NoSleep())
        .build());
    this.timer = timer();
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

  /** One thread, which ends as those do: an action's module has nobody to close it. */
  private static ScheduledThreadPoolExecutor timer() {
    var timer = new ScheduledThreadPoolExecutor(1, daemons("openai-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
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

  /** Sends a request, by an exchange of its own; the exchange has what is answered when the future is done. */
  CompletableFuture<?> send(Ask ask, Exchange exchange, boolean stream) {
    String call = transport.name(exchange);
    try {
      return ask.send(client, stream, call).whenComplete((any, thrown) -> transport.forget(call));
    } catch (RuntimeException e) {
      transport.forget(call);
      throw e;
    }
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
