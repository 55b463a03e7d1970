package io.millrace.openai;

import com.openai.client.OpenAIClientAsync;
import java.util.concurrent.CompletableFuture;

/** One request, ready to be sent by OpenAI's client. */
interface Ask {

  /** Sends it; the answer is to be streamed, or not. What the future holds does not matter: the transport has it. */
  CompletableFuture<?> send(OpenAIClientAsync client, boolean stream);
}
