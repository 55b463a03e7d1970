package io.millrace.flink;

import io.millrace.core.Parameters;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryPublisher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A module that reads lines from a server by the JDK's asynchronous client: no thread waits for any answer. */
final class HttpTokens implements UnaryPublisher<String, String> {

  /** How many answers are being read, and how many were at most. */
  static final AtomicInteger OPEN = new AtomicInteger();

  static final AtomicInteger MOST_OPEN = new AtomicInteger();

  private final HttpClient client;
  private final URI server;

  private HttpTokens(HttpClient client, URI server) {
    this.client = client;
    this.server = server;
  }

  static ModuleRunner<String, String, String, String> runner(int port) {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    HttpClient client = HttpClient.newBuilder()
        .executor(threads)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
    URI server = URI.create("http://localhost:" + port + "/");
    return Echo.TASK.runner(TaskModule.named("http-tokens", "1.0.0")
        .serves(Echo.TASK, as -> as.unaryStream(new HttpTokens(client, server)))
        .holds(threads::shutdownNow)
        .build());
  }

  @Override
  public Flow.Publisher<String> publish(String input, Parameters parameters) {
    HttpRequest request = HttpRequest.newBuilder(server.resolve(input)).build();
    return subscriber -> {
      Exchange exchange = new Exchange(subscriber);
      subscriber.onSubscribe(exchange);
      exchange.begin(client, request);
    };
  }

  /** Between the lines of a response, which come later, and who subscribed. */
  private static final class Exchange implements Flow.Subscription, Flow.Subscriber<String> {
    private final Flow.Subscriber<? super String> subscriber;
    private @Nullable CompletableFuture<?> response;
    private Flow.@Nullable Subscription lines;
    private long wanted;

    Exchange(Flow.Subscriber<? super String> subscriber) {
      this.subscriber = subscriber;
    }

    synchronized void begin(HttpClient client, HttpRequest request) {
      MOST_OPEN.accumulateAndGet(OPEN.incrementAndGet(), Math::max);
      response = client
          .sendAsync(request, BodyHandlers.fromLineSubscriber(this))
          .whenComplete((answered, failure) -> {
            if (failure != null) {
              subscriber.onError(failure);
            }
          });
    }

    @Override
    public synchronized void request(long more) {
      if (lines == null) {
        wanted += more;
      } else {
        lines.request(more);
      }
    }

    @Override
    public synchronized void cancel() {
      if (response != null) {
        response.cancel(true);
      }
      if (lines != null) {
        lines.cancel();
      }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription newLines) {
      lines = newLines;
      if (wanted > 0) {
        newLines.request(wanted);
      }
    }

    @Override
    public void onNext(String line) {
      subscriber.onNext(line);
    }

    @Override
    public void onError(Throwable thrown) {
      OPEN.decrementAndGet();
      subscriber.onError(thrown);
    }

    @Override
    public void onComplete() {
      OPEN.decrementAndGet();
      subscriber.onComplete();
    }
  }
}
