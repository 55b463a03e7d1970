package io.millrace.modelserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Sends one answer, at its speed and no faster than the client reads. All of it happens on the channel's event loop. */
// A write that fails closes the channel, and that is seen.
@SuppressWarnings("FutureReturnValueIgnored")
final class Playback {

  private final Channel channel;
  private final Script script;
  private final Fault fault;
  private final long nanosPerToken;
  private final Counters counters;
  private final boolean keepAlive;

  private long begin;
  private int next;
  private long sent;
  private boolean waitsForRoom;
  private boolean stalled;
  private boolean over;

  Playback(
      Channel channel,
      Script script,
      Fault fault,
      long nanosPerToken,
      Counters counters,
      boolean keepAlive) {
    this.channel = channel;
    this.script = script;
    this.fault = fault;
    this.nanosPerToken = nanosPerToken;
    this.counters = counters;
    this.keepAlive = keepAlive;
  }

  void start() {
    counters.add(counters.openAnswers, 1);
    begin = System.nanoTime();
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, script.mediaType());
    HttpUtil.setTransferEncodingChunked(head, true);
    HttpUtil.setKeepAlive(head, keepAlive);
    channel.writeAndFlush(head);
    play();
  }

  /** The client has read, and there may be room again. */
  void resume() {
    if (waitsForRoom && channel.isWritable()) {
      waitsForRoom = false;
      play();
    }
  }

  /** The client is gone, or the server ends. */
  void breakOff() {
    if (!over) {
      end();
      counters.add(counters.brokenOff, 1);
    }
  }

  boolean isOver() {
    return over;
  }

  private void play() {
    while (!over && !stalled) {
      if (next == script.size()) {
        finish();
        return;
      }
      if (!hasRoom()) {
        waitsForRoom = true;
        return;
      }
      long early = begin + script.beat(next) * nanosPerToken - System.nanoTime();
      if (early > 0) {
        channel.flush();
        channel.eventLoop().schedule(this::play, early, TimeUnit.NANOSECONDS);
        return;
      }
      send(script.event(next).getBytes(StandardCharsets.UTF_8));
      if (!over && !stalled && script.isToken(next)) {
        counters.add(counters.tokensSent, 1);
      }
      next++;
    }
  }

  private boolean hasRoom() {
    if (!channel.isWritable()) {
      channel.flush();
    }
    return channel.isWritable();
  }

  private void send(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      long left = fault.limit() - sent;
      if (left <= 0) {
        strike();
        return;
      }
      int to = (int) Math.min(Math.min(bytes.length, from + left), from + untilCut());
      write(Arrays.copyOfRange(bytes, from, to));
      sent += to - from;
      from = to;
    }
  }

  private void write(byte[] piece) {
    var content = new DefaultHttpContent(Unpooled.wrappedBuffer(piece));
    if (fault instanceof Fault.None) {
      channel.write(content);
      return;
    }
    channel.writeAndFlush(content);
  }

  private long untilCut() {
    if (!(fault instanceof Fault.Cut cut) || (sent >= cut.at() && !cut.again())) {
      return Integer.MAX_VALUE;
    }
    return cut.at() - sent % cut.at();
  }

  private void strike() {
    if (fault instanceof Fault.Stall) {
      // It is under way until the client goes.
      stalled = true;
      return;
    }
    over = true;
    counters.add(counters.openAnswers, -1);
    if (fault instanceof Fault.HalfClose) {
      ((SocketChannel) channel).shutdownOutput();
      return;
    }
    // To linger for no time is to reset.
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void finish() {
    end();
    counters.add(counters.finished, 1);
    var last = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    if (!keepAlive) {
      last.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void end() {
    over = true;
    counters.add(counters.openAnswers, -1);
  }
}
