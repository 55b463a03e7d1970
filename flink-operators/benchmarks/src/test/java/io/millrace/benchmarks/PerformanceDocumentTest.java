package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.rows.Row;
import io.millrace.benchmarks.rows.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerformanceDocumentTest {

  private static final Path DOCS = Path.of("../../docs");

  @Test
  void explainsEachRowAndHasItsNumbers() throws IOException {
    List<String> document = Files.readAllLines(DOCS.resolve("performance.md"));

    for (Row row : Rows.all()) {
      assertThat(document)
          .as("row %d", row.number())
          .anyMatch(line -> line.startsWith("**Row " + row.number() + ":"))
          .anyMatch(line -> line.matches("\\| " + row.number() + "(?:[a-z].*)? \\|.*"));
    }
  }

  @Test
  void showsTheChartsThatItNames() throws IOException {
    String document = Files.readString(DOCS.resolve("performance.md"));

    for (String chart : List.of("row-8", "row-9-length", "row-9-in-flight")) {
      assertThat(document).contains("(performance/" + chart + ".svg)");
      assertThat(DOCS.resolve("performance/" + chart + ".svg")).content().startsWith("<svg");
    }
  }

  @Test
  void rowsAreNumberedAsInTheTable() {
    assertThat(Rows.all().stream().map(Row::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
  }
}
