package io.millrace.flink.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantsTest {

  private final Tenants<String> tenants = new Tenants<>();

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (String next = tenants.poll(); next != null; next = tenants.poll()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void areServedInTurnAndEachInOrder() {
    for (int i = 0; i < 4; i++) {
      tenants.add("a", "a" + i);
    }
    tenants.add("b", "b0");
    tenants.add("c", "c0");
    tenants.add("b", "b1");
    assertThat(tenants.size()).isEqualTo(7);
    assertThat(all()).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "a3");
    assertThat(tenants.size()).isZero();
  }

  @Test
  void oneMayBeTakenOutOfTurn() {
    tenants.add("a", "a0");
    tenants.add("b", "b0");
    tenants.add("b", "b1");
    tenants.remove("a", "a0");
    tenants.remove("b", "b0");
    tenants.remove("b", "gone");
    tenants.remove("c", "gone");
    assertThat(tenants.size()).isEqualTo(1);
    tenants.add("a", "a1");
    assertThat(all()).containsExactly("b1", "a1");
  }
}
