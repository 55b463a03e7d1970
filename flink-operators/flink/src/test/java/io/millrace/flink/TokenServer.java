package io.millrace.flink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A model server in a process of its own: when so many answers are open, all at once, it sends each one token a second. A
 * token is the path that was asked for, its number, and a filling that makes what is kept of it show in a heap.
 */
final class TokenServer {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String FILLING = "x".repeat(1_000);
  private static final int BACKLOG = 4_096;

  private final int clients;
  private final int tokens;
  private final Selector selector = Selector.open();
  private final Deque<Answer> turns = new ArrayDeque<>();
  private int open;

  /** An answer, and when it is its turn. */
  private static final class Answer {
    private final SocketChannel channel;
    private final StringBuilder asked = new StringBuilder();
    private String path = "";
    private int sent;
    private long due;

    Answer(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private TokenServer(int clients, int tokens) throws IOException {
    this.clients = clients;
    this.tokens = tokens;
  }

  /** Of this token the text. */
  static String token(String path, int number) {
    return path + " " + number + " " + FILLING;
  }

  /** Serves so many clients so many tokens each. Prints its port, then a line when all clients are there. */
  public static void main(String[] args) throws IOException {
    new TokenServer(Integer.parseInt(args[0]), Integer.parseInt(args[1])).serve();
  }

  @SuppressWarnings("SystemOut") // its protocol with the test
  private void serve() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
    while (open < clients) {
      selector.select(this::ready);
    }
    System.out.println("all " + open + " are open");
    long start = System.nanoTime();
    long place = 0;
    for (Answer answer : turns) {
      answer.due = start + SECOND * place++ / clients;
    }
    while (!turns.isEmpty()) {
      sendDue();
      selector.select(this::ready, 5);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else {
        read(key, (Answer) key.attachment());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel client = server.accept();
    if (client != null) {
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ, new Answer(client));
    }
  }

  private void read(SelectionKey key, Answer answer) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(2_048);
    if (answer.channel.read(buffer) < 0) {
      key.cancel();
      answer.channel.close();
      return;
    }
    answer.asked.append(
        new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII));
    if (answer.path.isEmpty() && answer.asked.indexOf("\r\n\r\n") >= 0) {
      answer.path =
          answer.asked.substring(answer.asked.indexOf("/") + 1, answer.asked.indexOf(" HTTP"));
      turns.add(answer);
      open++;
      write(
          answer,
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
    }
  }

  private void sendDue() throws IOException {
    long now = System.nanoTime();
    while (!turns.isEmpty() && turns.element().due <= now) {
      Answer answer = turns.remove();
      String line = token(answer.path, answer.sent++) + "\n";
      write(answer, Integer.toHexString(line.length()) + "\r\n" + line + "\r\n");
      if (answer.sent == tokens) {
        write(answer, "0\r\n\r\n");
      } else {
        answer.due += SECOND;
        turns.add(answer);
      }
    }
  }

  /** A client that reads has room for a token; one that does not shall be seen. */
  private static void write(Answer answer, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    answer.channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException(answer.path + " is not read");
    }
  }
}
