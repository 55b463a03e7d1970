package io.millrace.core.action.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

  @Test
  void showsTheCodeOfTheExampleWordForWord() throws IOException {
    List<String> regions = Stream.concat(regions("guide/Chat.java"), regions("guide/ChatTest.java"))
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

  private static Stream<String> regions(String file) throws IOException {
    return found("(?ms)^ *// guide: begin\n(.*?)^ *// guide: end", TESTS.resolve(file))
        .map(region -> region.group(1).stripTrailing().stripIndent() + "\n");
  }

  private static Stream<MatchResult> found(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern).matcher(Files.readString(file)).results();
  }
}
