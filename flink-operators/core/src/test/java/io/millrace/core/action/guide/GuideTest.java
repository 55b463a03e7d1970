package io.millrace.core.action.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/actions.md shows code that is tested, and names files and tests that are there. */
class GuideTest {

  private static final Path GUIDE = Path.of("../../docs/actions.md");
  private static final Path TESTS = Path.of("src/test/java/io/millrace/core/action");

  /** The same scenario behind topics: the code of that module, which this one does not know, is compiled and run there. */
  private static final Path OVER_KAFKA =
      Path.of("../kafka/src/test/java/io/millrace/kafka/ActionClientITCase.java");

  @Test
  void showsTheCodeOfTheExamplesWordForWord() {
    List<String> regions = Stream.of(
            TESTS.resolve("guide/Chat.java"), TESTS.resolve("guide/ChatTest.java"), OVER_KAFKA)
        .flatMap(GuideTest::regions)
        .toList();
    List<String> blocks =
        found("(?ms)^```java\n(.*?)^```$", GUIDE).map(block -> block.group(1)).toList();

    assertThat(regions).hasSizeGreaterThan(5);
    assertThat(blocks).containsExactlyElementsOf(regions);
  }

  @Test
  void namesTestsThatAreThere() throws IOException {
    List<MatchResult> named = found("`(\\w+)#(\\w+)`", GUIDE).toList();

    assertThat(named).hasSizeGreaterThan(10);
    for (MatchResult test : named) {
      assertThat(Files.readString(TESTS.resolve(test.group(1) + ".java")))
          .contains(" " + test.group(2) + "(");
    }
  }

  private static Stream<String> regions(Path file) {
    return found("(?ms)^ *// guide: begin\n(.*?)^ *// guide: end", file)
        .map(region -> region.group(1).stripTrailing().stripIndent() + "\n");
  }

  private static Stream<MatchResult> found(String pattern, Path file) {
    try {
      return Pattern.compile(pattern).matcher(Files.readString(file)).results();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
