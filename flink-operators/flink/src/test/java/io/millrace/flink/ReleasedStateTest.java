package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.task.Flavor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every release left in savepoints of each operator, on the heap and in RocksDB, and in the middle of requests, is
 * restored and goes on to the right answer. With {@code -Dmillrace.release=VERSION} today's operators leave theirs first, in
 * a new folder; what is there is never changed.
 */
@Timeout(120)
class ReleasedStateTest {

  private static Map<String, KeptState> kept() throws Exception {
    Map<String, KeptState> kept = new TreeMap<>();
    kept.put("stream-stream", KeptRequests.streamStream());
    kept.put("stream-unary", KeptRequests.streamUnary(Flavor.STREAM_UNARY));
    kept.put("stream-unary-derived", KeptRequests.streamUnary(Flavor.STREAM_STREAM));
    kept.put("deduplicate", KeptRequests.deduplicate());
    kept.put("windows-of-requests", KeptWindows.ofRequests());
    kept.put("windows-of-time", KeptWindows.ofTime());
    kept.put("windows-of-sessions", KeptWindows.ofSessions());
    kept.put("async-deterministic", new KeptAsync(true));
    kept.put("async-drawing", new KeptAsync(false));
    kept.put("control", KeptControls.OF_STREAMS);
    kept.put("control-whole-input", KeptControls.OF_WHOLE_INPUTS);
    kept.put("applications", new KeptApplications());
    for (Subject<?, ?> subject : Subject.ALL) {
      kept.put("module-" + subject, new KeptModule<>(subject));
    }
    return kept;
  }

  private static Placement on(boolean rocksdb) {
    Placement heap = Placement.alone(false);
    return rocksdb ? heap.onRocksdb() : heap;
  }

  private static String file(String operator, boolean rocksdb) {
    return operator + (rocksdb ? "-rocksdb" : "-heap");
  }

  @BeforeAll
  static void release() throws Exception {
    String version = System.getProperty("millrace.release");
    if (version == null) {
      return;
    }
    for (Map.Entry<String, KeptState> each : kept().entrySet()) {
      for (boolean rocksdb : new boolean[] {false, true}) {
        KeptState.write(
            "v" + version, file(each.getKey(), rocksdb), each.getValue().halfway(on(rocksdb)));
      }
    }
  }

  static Stream<Arguments> released() throws Exception {
    return KeptState.releases().stream().flatMap(ReleasedStateTest::of);
  }

  private static Stream<Arguments> of(String release) {
    try {
      return kept().entrySet().stream()
          .flatMap(each -> Stream.of(false, true)
              .filter(rocksdb -> KeptState.isThere(release, file(each.getKey(), rocksdb)))
              .map(rocksdb ->
                  Arguments.of(release, file(each.getKey(), rocksdb), each.getValue(), rocksdb)));
    } catch (Exception e) {
      throw new IllegalStateException("the operators of " + release, e);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("released")
  void goesOnFromWhatAReleaseLeft(String release, String name, KeptState operator, boolean rocksdb)
      throws Exception {
    operator.goesOn(on(rocksdb), KeptState.read(release, name));
  }

  @Test
  void theFirstReleaseLeftAllOfThem() throws Exception {
    for (String operator : kept().keySet()) {
      assertThat(KeptState.isThere("v0.1.0", file(operator, false)))
          .as(operator)
          .isTrue();
      assertThat(KeptState.isThere("v0.1.0", file(operator, true))).as(operator).isTrue();
    }
  }

  @Test
  void whatIsLeftIsSmall() throws IOException {
    assertThat(KeptState.size("v0.1.0")).isLessThan(1 << 20);
  }
}
