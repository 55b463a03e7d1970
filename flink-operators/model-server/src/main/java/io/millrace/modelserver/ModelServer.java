package io.millrace.modelserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A server of OpenAI's API without a model: {@code /v1/chat/completions}, {@code /v1/completions} and {@code /v1/models} on
 * the loopback interface. It serves until it is closed, on daemon threads.
 */
public final class ModelServer implements Closeable {

  private static final int LARGEST_REQUEST = 16 << 20;
  /** A burst of thousands of clients must find room to wait in. */
  private static final int BACKLOG = 16_384;

  private final EventLoopGroup loops;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Counters counters = new Counters();
  private final Channel listening;

  private ModelServer(ServerSettings settings) {
    loops = new MultiThreadIoEventLoopGroup(
        settings.threads(),
        new DefaultThreadFactory("model-server", true),
        NioIoHandler.newFactory());
    try {
      listening = new ServerBootstrap()
          .group(loops)
          .channel(NioServerSocketChannel.class)
          .option(ChannelOption.SO_BACKLOG, BACKLOG)
          .childOption(ChannelOption.TCP_NODELAY, true)
          .childHandler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
              connections.add(channel);
              channel
                  .pipeline()
                  .addLast(
                      new HttpServerCodec(),
                      new HttpObjectAggregator(LARGEST_REQUEST),
                      new RequestHandler(settings, counters));
            }
          })
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()))
          .syncUninterruptibly()
          .channel();
    } catch (RuntimeException e) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
      throw e;
    }
  }

  /**
   * Starts a server; it serves when this returns.
   *
   * @throws RuntimeException if the port is taken
   */
  public static ModelServer start(ServerSettings settings) {
    return new ModelServer(settings);
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** What clients take for their base URL: {@code http://127.0.0.1:PORT/v1}. */
  public URI baseUrl() {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    return URI.create("http://" + host + ":" + port() + "/v1");
  }

  /** What it has done so far. */
  public ServerMetrics metrics() {
    return counters.snapshot();
  }

  /**
   * Waits until the metrics are as wanted.
   *
   * @return whether they were before the time was over
   */
  public boolean await(Predicate<ServerMetrics> wanted, Duration atMost)
      throws InterruptedException {
    return counters.await(wanted, atMost);
  }

  /** Closes all connections and ends. */
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    connections.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
