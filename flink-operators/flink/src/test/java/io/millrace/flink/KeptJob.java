package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.core.Parameters;
import io.millrace.core.action.Counter;
import io.millrace.core.action.Halt;
import io.millrace.core.action.Request;
import io.millrace.core.task.Flavor;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import io.millrace.core.task.UnaryPublisher;
import io.millrace.flink.types.MessageTypes;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.schemas.TokenClassificationStreamResult;
import io.millrace.tasks.StandardTasks;
import io.millrace.text.Masking;
import io.millrace.text.Masks;
import io.millrace.text.PatternEntities;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job of which releases leave savepoints, as a whole: entities, masked texts and behind them, without a shuffle, whole
 * texts; a generator that answers when it does; applications. One source has them all begin, and in a job that {@link
 * #holding holds} goes no further than to the middle of the texts. What it does never changes, for it is in the savepoints.
 */
final class KeptJob {

  static final int TEXTS = 6;
  static final int PIECES = 12;

  /** Of prompts, and of calls to applications. */
  static final int OTHERS = 6;

  static final int APPLICATIONS = 2;

  private static final int NUMBERS = TEXTS * PIECES;
  private static final int HALF = NUMBERS / 2;
  private static final int EVERY = NUMBERS / OTHERS;
  private static final int WORDS = 5;
  private static final int WORDS_HELD_AT = 2;

  /** Whether source, generator and an action wait, for a savepoint that never comes to an end of theirs. */
  static volatile boolean holding;

  private KeptJob() {}

  static void define(StreamExecutionEnvironment environment) {
    RateLimiterStrategy<NumberSequenceSplit> pace = parallelism -> {
      AtomicInteger left = new AtomicInteger(HALF);
      return count -> holding && left.addAndGet(-count) < 0
          ? new CompletableFuture<>()
          : CompletableFuture.completedFuture(null);
    };
    DataStream<Long> numbers = environment
        .fromSource(
            new DataGeneratorSource<>(i -> i, NUMBERS, pace, Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .setParallelism(1);
    texts(numbers);
    prompts(numbers);
    calls(numbers);
  }

  private static void texts(DataStream<Long> numbers) {
    DataStream<Message<String>> pieces = each(
        numbers,
        "pieces",
        (number, out) -> out.collect(piece(number.intValue())),
        MessageTypes.of(String.class));
    tap(
        "entities",
        TaskStreams.of(pieces).streamStream("entities", KeptJob::entities).output());
    TaskStream<String> masked = TaskStreams.of(pieces).streamStream("masked", KeptJob::masking);
    tap("masked", masked.output());
    tap("whole", masked.then().streamUnary("whole", KeptJob::whole).output());
  }

  private static void prompts(DataStream<Long> numbers) {
    DataStream<Message<String>> prompts = each(
        numbers,
        "prompts",
        (number, out) -> {
          if (number % EVERY == 0) {
            out.collect(Message.unary("prompt-" + number / EVERY, prompt(number / EVERY)));
          }
        },
        MessageTypes.of(String.class));
    tap(
        "generated",
        TaskStreams.of(prompts)
            .async(AsyncLimits.DEFAULT)
            .unaryStream("generated", KeptJob::generator)
            .output());
  }

  private static void calls(DataStream<Long> numbers) {
    DataStream<ActionCall> calls = each(
        numbers,
        "calls",
        (number, out) -> {
          if (number % EVERY == 1) {
            out.collect(call(number / EVERY));
          }
        },
        ActionCall.type(KeptApplications.setup(false).graph()));
    ActionStream applications =
        ActionStreams.of(calls).run("applications", () -> KeptApplications.setup(holding));
    tap("items", applications.items());
    tap("ends", applications.results());
  }

  private static <T> DataStream<T> each(
      DataStream<Long> numbers,
      String name,
      FlatMapFunction<Long, T> function,
      TypeInformation<T> type) {
    return numbers.flatMap(function).returns(type).name(name).uid(name).setParallelism(1);
  }

  private static <T> void tap(String name, DataStream<T> output) {
    output
        .map(new Tap<>(name, output.getType()))
        .returns(output.getType())
        .uid("tap-" + name)
        .sinkTo(new DiscardingSink<>())
        .uid("sink-" + name);
  }

  static ModuleRunner<String, String, TokenClassificationResults, TokenClassificationStreamResult>
      entities() {
    return StandardTasks.TOKEN_CLASSIFICATION.runner(PatternEntities.module());
  }

  static ModuleRunner<String, String, String, String> masking() {
    return StandardTasks.TEXT_MASKING.runner(Masking.module(entities(), Masks.label()));
  }

  private static ModuleRunner<String, String, String, String> whole() {
    return Echo.runner(Set.of(Flavor.STREAM_UNARY));
  }

  private static ModuleRunner<String, String, String, String> generator() {
    return Echo.TASK.runner(TaskModule.named("generator", "1.0.0")
        .serves(Echo.TASK, as -> as.unaryStream(new Generator()).deterministic())
        .build());
  }

  /** Cut evenly, so that addresses are cut too; each text's pieces come in turn. */
  private static Message<String> piece(int number) {
    int text = number % TEXTS;
    int place = number / TEXTS;
    Message<String> piece = Message.of("text-" + text, place, pieces(text).get(place));
    return place == PIECES - 1 ? piece.asLast() : piece;
  }

  static List<String> pieces(int text) {
    int[] points = text(text).codePoints().toArray();
    return IntStream.range(0, PIECES)
        .mapToObj(i -> {
          int from = i * points.length / PIECES;
          int to = (i + 1) * points.length / PIECES;
          return new String(points, from, to - from);
        })
        .toList();
  }

  static String text(int text) {
    return "Write to anna." + text + "@example.com. Grüße 😀\r\nOr call 192.168.1." + text
        + ", or juergen@example.org! Call 4111 1111 1111 1111, and nobody else.";
  }

  static String prompt(long prompt) {
    return "say " + prompt;
  }

  /** What the generator says. */
  static List<String> words(String prompt) {
    return IntStream.range(0, WORDS).mapToObj(i -> prompt + "." + i + " ").toList();
  }

  private static ActionCall call(long call) {
    return ActionCall.of(
            "application-" + call % APPLICATIONS,
            "call-" + call,
            Request.until(Halt.after("second")))
        .wanting(Counter.COUNT);
  }

  /** Says the words, from a thread of its own; of all prompts but the first, while it holds, only some. */
  private record Generator() implements UnaryPublisher<String, String> {
    @Override
    public Flow.Publisher<String> publish(String input, Parameters parameters) {
      boolean held = holding && !input.equals(prompt(0));
      return subscriber -> {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        publisher.subscribe(subscriber);
        words(input).stream().limit(held ? WORDS_HELD_AT : WORDS).forEach(publisher::submit);
        if (!held) {
          publisher.close();
        }
      };
    }
  }
}
