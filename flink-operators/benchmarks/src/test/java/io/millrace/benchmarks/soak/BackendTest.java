package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

class BackendTest {

  @Test
  void holdsTheJobToTheBackendThatWasAskedFor() {
    String rocks = EmbeddedRocksDBStateBackend.class.getSimpleName();
    assertThatCode(() -> Backend.ROCKSDB.requireIs(rocks)).doesNotThrowAnyException();
    assertThatCode(() -> Backend.HEAP.requireIs(HashMapStateBackend.class.getSimpleName()))
        .doesNotThrowAnyException();
    assertThatIllegalStateException()
        .isThrownBy(() -> Backend.HEAP.requireIs(rocks))
        .withMessage("the job must keep its state on HashMapStateBackend but keeps it on"
            + " EmbeddedRocksDBStateBackend");
  }
}
