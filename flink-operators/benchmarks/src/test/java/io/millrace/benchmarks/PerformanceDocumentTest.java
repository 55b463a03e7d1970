package io.millrace.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.rows.Row;
import io.millrace.benchmarks.rows.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
          .anyMatch(line -> isMeasured(line, row.number()));
    }
  }

  @Test
  void linksOnlyToWhatIsThere() throws IOException {
    List<String> links = Pattern.compile("\\]\\(([^)]+)\\)")
        .matcher(Files.readString(DOCS.resolve("performance.md")))
        .results()
        .map(link -> link.group(1))
        .toList();

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(DOCS.resolve(link)).exists());
  }

  @Test
  void rowsAreNumberedAsInTheTable() {
    assertThat(Rows.all().stream().map(Row::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 13).boxed().toList());
  }

  /** A line of the table as it is printed: ratio, least and greatest, target, whether it is met, and what is behind it. */
  private static boolean isMeasured(String line, int row) {
    String number = "-?[0-9][0-9,.]*";
    return line.matches("\\| " + row + "(?:[a-z][^|]*)? \\| [^|]+ \\| [^|]+ \\| " + number + " \\| "
        + number + " – " + number + " \\| [^|]+ \\| (?:yes|NO|–) \\| [^|]+ \\|");
  }
}
