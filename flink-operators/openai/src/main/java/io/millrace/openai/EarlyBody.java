package io.millrace.openai;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that goes elsewhere: the response is there when its headers are, and not when its last line is. */
record EarlyBody(BodySubscriber<byte[]> elsewhere) implements BodySubscriber<byte[]> {

  @Override
  public CompletionStage<byte[]> getBody() {
    return CompletableFuture.completedStage(new byte[0]);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    elsewhere.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    elsewhere.onNext(bytes);
  }

  @Override
  public void onError(Throwable thrown) {
    elsewhere.onError(thrown);
  }

  @Override
  public void onComplete() {
    elsewhere.onComplete();
  }
}
