package io.millrace.modelserver;

import io.millrace.modelserver.Answer.Failure;
import io.millrace.modelserver.Answer.Tokens;
import io.millrace.modelserver.Answer.Transcript;
import io.millrace.modelserver.QuestionReader.UnreadableException;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the requests of one connection, one after the other. */
// A write that fails closes the channel, and that is seen.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final String JSON = "application/json";

  private final ServerSettings settings;
  private final Counters counters;
  private @Nullable Playback playback;

  RequestHandler(ServerSettings settings, Counters counters) {
    this.settings = settings;
    this.counters = counters;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    counters.add(counters.openConnections, 1);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (playback != null) {
      playback.breakOff();
    }
    counters.add(counters.openConnections, -1);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (playback != null) {
      playback.resume();
    }
  }

  /** A client that breaks its connection is everyday business here. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (playback != null && !playback.isOver()) {
      // Nobody asks again before the answer is whole; who does is no client of this API.
      context.close();
      return;
    }
    counters.add(counters.requests, 1);
    String path = new QueryStringDecoder(request.uri()).path();
    switch (request.method().name() + " " + path) {
      case "POST /v1/chat/completions" -> ask(context, request, true);
      case "POST /v1/completions" -> ask(context, request, false);
      case "GET /v1/models" ->
        respond(context, request, 200, Map.of(), Json.models(settings.model()));
      default ->
        respond(
            context,
            request,
            404,
            Map.of(),
            Json.error("there is no " + request.method() + " " + path));
    }
  }

  private void ask(ChannelHandlerContext context, FullHttpRequest request, boolean chat) {
    Question question;
    try {
      question = QuestionReader.read(
          chat, request.content().toString(StandardCharsets.UTF_8), headers(request));
    } catch (UnreadableException e) {
      respond(context, request, 400, Map.of(), Json.error(String.valueOf(e.getMessage())));
      return;
    }
    Answer answer = settings.answers().to(question);
    if (answer.content() instanceof Failure failure) {
      respond(context, request, failure.status(), failure.headers(), failure.body());
      return;
    }
    Script script = script(question, answer);
    if (answer.fault() instanceof Fault.Instead instead) {
      script = Script.instead(script, instead.afterEvents(), instead.json());
    }
    playback = new Playback(
        context.channel(),
        script,
        answer.fault(),
        settings.nanosPerToken(),
        counters,
        HttpUtil.isKeepAlive(request));
    playback.start();
  }

  private static Script script(Question question, Answer answer) {
    if (answer.content() instanceof Transcript transcript) {
      return question.stream()
          ? new TranscriptScript(transcript.events())
          : Script.whole(TranscriptSum.of(transcript.events(), question.chat()), 0);
    }
    Completion completion = Completion.of(question, ((Tokens) answer.content()).tokens());
    return question.stream()
        ? new TokenScript(completion)
        : Script.whole(completion.whole(), completion.tokens().size());
  }

  private static Map<String, String> headers(FullHttpRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(header ->
            headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return headers;
  }

  private static void respond(
      ChannelHandlerContext context,
      FullHttpRequest request,
      int status,
      Map<String, String> headers,
      String body) {
    var response = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        HttpResponseStatus.valueOf(status),
        Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, JSON);
    headers.forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, HttpUtil.isKeepAlive(request));
    var sent = context.writeAndFlush(response);
    if (!HttpUtil.isKeepAlive(request)) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
