package io.millrace.testkit.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrdealTest {

  @Test
  void theBareOrdealIsTheFirstThatIsSimpler() {
    assertThat(Ordeal.of(7, Hardship.ROCKSDB, Hardship.FAILURES, Hardship.RESCALING)
            .simpler())
        .containsExactly(
            Ordeal.of(7),
            Ordeal.of(7, Hardship.FAILURES, Hardship.RESCALING),
            Ordeal.of(7, Hardship.ROCKSDB),
            Ordeal.of(7, Hardship.ROCKSDB, Hardship.FAILURES),
            Ordeal.of(7, Hardship.ROCKSDB, Hardship.RESTORES_EVERYWHERE, Hardship.RESCALING));
    assertThat(Ordeal.of(7, Hardship.ROCKSDB).simpler()).containsExactly(Ordeal.of(7));
    assertThat(Ordeal.of(7).simpler()).isEmpty();
  }
}
