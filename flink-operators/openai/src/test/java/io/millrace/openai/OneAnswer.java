package io.millrace.openai;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A server on a bare socket: it sends the same bytes to every request, and does not know HTTP. */
final class OneAnswer implements Closeable {

  private final ServerSocket listening;
  private final byte[] answer;
  private final boolean thenCloses;

  /** The first request, head and body, when a client has asked. */
  final CompletableFuture<String> asked = new CompletableFuture<>();

  /** Done when the client that asked has closed its connection. */
  final CompletableFuture<Boolean> closedByClient = new CompletableFuture<>();

  /** Sends this and closes the connection. */
  OneAnswer(String answer) throws IOException {
    this(answer, true);
  }

  /** Sends this and waits for the client to close. */
  static OneAnswer keptOpen(String answer) throws IOException {
    return new OneAnswer(answer, false);
  }

  private OneAnswer(String answer, boolean thenCloses) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.UTF_8);
    this.thenCloses = thenCloses;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread serving = new Thread(this::serve, "one-answer");
    serving.setDaemon(true);
    serving.start();
  }

  static String json(int status, String body) {
    return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
  }

  /** A stream whose end is that of the connection. */
  static String stream(String events) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        + events;
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        asked.complete(readRequest(client.getInputStream()));
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
        if (!thenCloses) {
          closedByClient.complete(client.getInputStream().read() < 0);
        }
      } catch (IOException e) {
        // A reset is a close too.
        closedByClient.complete(!listening.isClosed());
      }
    }
  }

  /** The requests of these tests have a body of JSON, which ends with its last brace. */
  private static String readRequest(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    int depth = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      request.append((char) next);
      depth += next == '{' ? 1 : next == '}' ? -1 : 0;
      if (next == '}' && depth == 0) {
        break;
      }
    }
    return request.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
