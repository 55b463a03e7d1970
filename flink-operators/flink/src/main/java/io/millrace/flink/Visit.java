package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.core.task.StreamStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Runs the module: hands it the messages whose turn has come, and sends on what it gives, numbered. */
final class Visit<IE, S, OE> extends Sequencer<IE, S, OE> {

  private final String name;
  private final Versions<Work<IE, S, OE>> versions;
  private final Beginning<Work<IE, S, OE>> beginning;
  private final RequestMetrics metrics;
  private final Output<OE> output;

  private @Nullable S state;

  /** The reference of the version of the module that the attempt began with. */
  private String module = "";

  /** Whether the attempt has begun with a version, and not ended. */
  private boolean begun;

  /** Given the versions to close in the end, and what says with which of them a request begins. */
  Visit(
      OperatorSettings settings,
      Versions<Work<IE, S, OE>> versions,
      Beginning<Work<IE, S, OE>> beginning,
      KeyedCall<?> call,
      RequestMetrics metrics,
      boolean timed) {
    super(settings, call, metrics, timed);
    this.name = settings.name();
    this.versions = versions;
    this.beginning = beginning;
    this.metrics = metrics;
    this.output = new Output<>(metrics);
  }

  /** With one version of the module. */
  static <IE, S, OE> Sequencer.Recipe<IE, S, OE> recipe(
      OperatorSettings settings, Loaded.Recipe<Work<IE, S, OE>> recipe) {
    return single(settings, recipe, false);
  }

  /** With one version of the module, where control goes by in the headers. */
  static <IE, S, OE> Sequencer.Recipe<IE, S, OE> passing(
      OperatorSettings settings, Loaded.Recipe<Work<IE, S, OE>> recipe) {
    return single(settings, recipe, true);
  }

  private static <IE, S, OE> Sequencer.Recipe<IE, S, OE> single(
      OperatorSettings settings, Loaded.Recipe<Work<IE, S, OE>> recipe, boolean passing) {
    return (context, call, metrics, timed) -> {
      Versions<Work<IE, S, OE>> only = Versions.only(settings, recipe.open(Loading.first(context)));
      Beginning<Work<IE, S, OE>> beginning = (headers, letters) -> {
        if (passing) {
          ControlHeaders.stripAtTheLast(settings, headers);
        }
        return only.current();
      };
      return new Visit<>(settings, only, beginning, call, metrics, timed);
    };
  }

  /** With the version that a request's headers ask for. */
  static <IE, S, OE> Sequencer.Recipe<IE, S, OE> listening(
      Steered<Work<IE, S, OE>> steered, TypeInformation<S> stateType) {
    return (context, call, metrics, timed) -> {
      Versions<Work<IE, S, OE>> versions =
          steered.versions(context, null, work -> work.requireState(stateType));
      Listening<Work<IE, S, OE>> listening = steered.listening(versions, context.getMetricGroup());
      return new Visit<>(steered.settings(), versions, listening, call, metrics, timed);
    };
  }

  @Override
  void turnTo(@Nullable Request<IE, S> request, Collector<Message<OE>> collector) {
    output.turnTo(requestId(), collector);
    begun = request != null && request.work() != null;
    if (request != null) {
      module = request.module();
      output.resume(request.attempt(), request.produced(), request.headers(), request.handOn());
      state = request.work();
    }
  }

  @Override
  void resumed() {
    if (begun) {
      versions.began(module);
    }
  }

  @Override
  Keeper keeper() {
    return new Keeper(name, versions.current().loaded().runner().module().toString());
  }

  @Override
  Request<IE, S> leave(Arrivals<IE> kept, RequestTimes at) {
    return Request.of(
        attempt(),
        output.produced(),
        state,
        output.headers(),
        output.handOn(),
        kept,
        at,
        begun ? module : "");
  }

  @Override
  void admit(Message<IE> message) {
    output.owedTo(null);
    super.admit(message);
  }

  /** What came first may be the end, or a later message: the trace is known, and all else when the first is taken. */
  @Override
  void started(Message<IE> message) {
    output.resume(message.attempt(), 0, Message.traceOf(message.headers()), Parameters.NONE);
    state = null;
  }

  @Override
  boolean cancelsAtOnce(Message<IE> cancellation) {
    return true;
  }

  @Override
  void cancelled(Message<IE> cancellation) {
    output.owedTo(cancellation.origin());
    finish(cancellation.status());
  }

  @Override
  void superseded(int by) {
    finish(
        Status.Code.ABORTED.because("attempt " + by + " took the place of attempt " + attempt()));
  }

  @Override
  void expired(String why) {
    fail(Status.Code.DEADLINE_EXCEEDED.because(why), null);
  }

  @Override
  void take(Message<IE> message) {
    output.owedTo(message.origin());
    boolean silent = output.produced() == 0;
    try {
      if (state == null) {
        open(message);
      }
      advance(message);
    } catch (Exception e) {
      output.rethrowDownstream();
      Blame.rethrowInterrupt(e);
      fail(Status.of(e), e);
      return;
    }
    output.rethrowDownstream();
    if (silent && output.produced() > 0) {
      metrics.firstOutputAfter(sinceStart());
    }
    if (message.last()) {
      finish(message.status());
    }
  }

  private void open(Message<IE> first) {
    Map<String, String> headers = new HashMap<>(first.headers());
    Version<Work<IE, S, OE>> version = beginning.of(headers, this::deadLetter);
    headers.putAll(version.headers());
    output.carry(Message.headersInOrder(headers), Parameters.NONE);
    if (first.hasPayload() || first.status().isOk()) {
      ParameterClaims.Claimed claimed = version.claims().claim(first.parameters());
      output.carry(output.headers(), claimed.rest());
      beginWith(version);
      state = stated(version.loaded().flavor().open(version.over(claimed.own())));
    }
  }

  private void beginWith(Version<Work<IE, S, OE>> version) {
    module = version.reference();
    begun = true;
    versions.began(module);
  }

  private StreamStream<IE, S, OE> flavor() {
    return versions.of(module).loaded().flavor();
  }

  private void advance(Message<IE> message) {
    S current = state;
    if (current == null) {
      return;
    }
    IE element = message.payload();
    if (element != null) {
      current = stated(flavor().next(current, element, output));
    }
    if (message.last() && message.status().isOk()) {
      flavor().end(current, output);
    }
    state = current;
  }

  private static <S> S stated(@Nullable S state) {
    return Objects.requireNonNull(state, "a module's state must not be null");
  }

  @Override
  void finish(Status status) {
    output.end(status);
    state = null;
    if (begun) {
      begun = false;
      versions.ended(module);
    }
    close(status.isOk());
  }

  @Override
  void endInput() {
    output.owedTo(null);
    super.endInput();
  }

  @Override
  public void close() throws IOException {
    versions.close();
  }
}
