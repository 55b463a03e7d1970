package io.millrace.modelserver;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections that have each asked for a stream, and none of which reads. */
final class RawClients implements Closeable {

  private static final String BODY = "{\"prompt\":\"x\",\"stream\":true}";
  private static final byte[] REQUEST =
      ("POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.UTF_8);

  private final List<SocketChannel> channels = new ArrayList<>();

  RawClients(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channels.add(channel);
      channel.write(ByteBuffer.wrap(REQUEST));
    }
  }

  int count() {
    return channels.size();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
