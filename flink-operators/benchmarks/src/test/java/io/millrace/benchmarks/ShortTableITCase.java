package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some rows of each kind, briefly; all of them are for {@code table --short}, which takes its minutes. */
class ShortTableITCase {

  @Test
  void measuresRowsAndPrintsThemAsTabSeparatedValues() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int status = Benchmarks.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "table",
        "--short",
        "--tsv",
        "--rows",
        "2,6,10,11");

    assertThat(status).as(err.toString()).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("row\tratio\tmin\tmax\ttarget");
    assertThat(lines)
        .extracting(line -> line.substring(0, line.indexOf('\t')))
        .containsExactly(
            "row", "2", "6a", "6b", "10", "11a", "11b", "11c", "11d", "11e", "11f", "11g", "11h");
    assertThat(lines.stream().skip(1))
        .allSatisfy(
            line -> assertThat(Double.parseDouble(line.split("\t", -1)[1])).isPositive());
    assertThat(Double.parseDouble(lines.get(4).split("\t", -1)[1])).isBetween(50.0, 1_000.0);
  }
}
