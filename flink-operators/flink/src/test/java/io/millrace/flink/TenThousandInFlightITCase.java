package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten thousand generations in flight in one slot, from a server in a process of its own that begins to send when all are
 * there: one token a second each. The memory after the fourth token is that after the twelfth.
 */
@Timeout(300)
class TenThousandInFlightITCase {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
          .setNumberTaskManagers(1)
          .setNumberSlotsPerTaskManager(1)
          .build());

  private static final int REQUESTS = 10_000;
  private static final int TOKENS = 15;

  /** A connection each, here and in the server's process, and what a JVM opens beside them. */
  private static final long FILES = REQUESTS + 1_000;

  /** What the tokens between the two measurements would take by far, were they kept: 80 MB. */
  private static final long GROWTH = 40L << 20;

  private static final CountDownLatch EARLY = new CountDownLatch(4 * REQUESTS);
  private static final CountDownLatch LATE = new CountDownLatch(12 * REQUESTS);
  private static final int[] NEXT = new int[REQUESTS];
  private static final AtomicInteger WRONG = new AtomicInteger();
  private static final AtomicInteger ENDED = new AtomicInteger();

  @Test
  void allTokensComeInOrderAndMemoryStaysFlat() throws Exception {
    assumeEnoughFiles();
    Process server = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            classes(),
            TokenServer.class.getName(),
            "" + REQUESTS,
            "" + TOKENS)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader said = server.inputReader()) {
      int port = Integer.parseInt(Objects.requireNonNull(said.readLine()));
      JobClient job = start(port);
      assertThat(said.readLine()).isEqualTo("all 10000 are open");
      assertThat(EARLY.await(120, TimeUnit.SECONDS)).isTrue();
      long early = used();
      assertThat(LATE.await(120, TimeUnit.SECONDS)).isTrue();
      long late = used();
      job.getJobExecutionResult().get();
      assertThat(HttpTokens.MOST_OPEN).hasValue(REQUESTS);
      assertThat(late - early).isLessThan(GROWTH);
    } finally {
      server.destroyForcibly();
    }
    assertThat(WRONG).hasValue(0);
    assertThat(ENDED).hasValue(REQUESTS);
    assertThat(NEXT).containsOnly(TOKENS + 1);
  }

  private static void assumeEnoughFiles() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
            ? os.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    assumeTrue(
        files >= FILES,
        () -> "10,000 connections take " + FILES + " open files but this process may have " + files
            + ": raise `ulimit -n`");
  }

  private static String classes() throws URISyntaxException {
    return Path.of(TokenServer.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI())
        .toString();
  }

  private static JobClient start(int port) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(1);
    List<Message<String>> prompts = IntStream.range(0, REQUESTS)
        .mapToObj(i -> Message.unary("r" + i, "" + i))
        .toList();
    Duration patience = Duration.ofMinutes(4);
    TaskStreams.of(environment.fromData(prompts, MessageTypes.of(String.class)))
        .async(
            AsyncLimits.DEFAULT.withRequests(REQUESTS, 1).withTimes(patience, patience, patience))
        .unaryStream("generate", () -> HttpTokens.runner(port))
        .output()
        .map(new Reader())
        .returns(MessageTypes.of(String.class))
        .sinkTo(new DiscardingSink<>());
    return environment.executeAsync();
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Checks each message when it comes, and keeps none. */
  private static final class Reader implements MapFunction<Message<String>, Message<String>> {
    private static final long serialVersionUID = 1L;

    @Override
    public Message<String> map(Message<String> message) {
      int request = Integer.parseInt(message.requestId().substring(1));
      int number = NEXT[request]++;
      boolean right = number < TOKENS
          ? TokenServer.token("" + request, number).equals(message.payload())
          : message.last() && message.status().isOk();
      if (message.sequence() != number || !right) {
        WRONG.incrementAndGet();
      }
      if (message.last()) {
        ENDED.incrementAndGet();
      }
      EARLY.countDown();
      LATE.countDown();
      return message;
    }
  }
}
