package io.millrace.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What OpenAI's client sends its requests by. A client for each request would cost a third of a millisecond, so one serves
 * all, and each request names its exchange.
 */
final class Transport implements HttpClient {

  private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();

  /** The name for a request that is to go by this exchange, once. */
  String name(Exchange exchange) {
    String call = Long.toString(calls.incrementAndGet());
    exchanges.put(call, exchange);
    return call;
  }

  /** Forgets a request, sent or not. */
  void forget(String call) {
    exchanges.remove(call);
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    List<String> call = request.headers().values(Ask.CALL);
    Exchange exchange = call.isEmpty() ? null : exchanges.remove(call.get(0));
    return exchange == null
        ? CompletableFuture.failedFuture(
            new IllegalStateException("a request must name an exchange but names " + call))
        : exchange.send(request);
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    return executeAsync(request, options).join();
  }

  @Override
  public void close() {}
}
