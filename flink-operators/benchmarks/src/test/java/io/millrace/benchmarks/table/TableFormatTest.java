package io.millrace.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableFormatTest {

  private static final List<Line> LINES = List.of(
      new Line(
          "2",
          "tokens/s",
          "by hand",
          new Samples(List.of(0.95, 0.9, 1.04)),
          Target.atLeast(0.9),
          "a token: 320 ns"),
      new Line("10", "state", "bytes", Samples.of(1234), Target.atMost(300), "two checkpoints"),
      new Line("5b", "three", "one", Samples.of(0.25), Target.REPORTED, "a chain"));

  @Test
  void showsPeopleWhichTargetsAreMet() {
    assertThat(TableFormat.TEXT.print(LINES))
        .containsExactly(
            "row  ratio  min    max    target         measure   compared with",
            "2    0.95   0.9    1.04   ≥ 0.9     yes  tokens/s  by hand",
            "10   1,234  1,234  1,234  ≤ 300     NO   state     bytes",
            "5b   0.25   0.25   0.25   reported  –    three     one",
            "",
            "2: a token: 320 ns",
            "10: two checkpoints",
            "5b: a chain");
  }

  @Test
  void givesProgramsAllDigits() {
    assertThat(TableFormat.TSV.print(LINES))
        .containsExactly(
            "row\tratio\tmin\tmax\ttarget",
            "2\t0.95\t0.9\t1.04\t≥ 0.9",
            "10\t1234.0\t1234.0\t1234.0\t≤ 300",
            "5b\t0.25\t0.25\t0.25\treported");
  }

  @Test
  void isATableInDocumentsToo() {
    assertThat(TableFormat.MARKDOWN.print(LINES))
        .element(2)
        .isEqualTo(
            "| 2 | tokens/s | by hand | 0.95 | 0.9 – 1.04 | ≥ 0.9 | yes | a token: 320 ns |");
  }
}
