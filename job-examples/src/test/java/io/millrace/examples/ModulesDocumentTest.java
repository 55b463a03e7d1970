package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/modules.md shows code that is tested, and a file that is loaded. */
class ModulesDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/modules.md");
  private static final Path TESTS = Path.of("src/test/java/io/millrace/examples/readme");

  @Test
  void showsTheRegionsOfTheExamplesWordForWordInTheirOrder() throws IOException {
    List<String> regions = new ArrayList<>(regions("KeywordsFactory.java"));
    regions.addAll(regions("ModulesPageTest.java"));

    assertThat(regions).hasSize(6);
    assertThat(blocks("java")).containsExactlyElementsOf(regions);
  }

  @Test
  void showsTheFileThatIsLoaded() throws IOException {
    assertThat(blocks("yaml"))
        .containsExactly(Files.readString(Path.of("src/test/resources/modules/urgent/module.yml")));
  }

  private static List<String> regions(String file) throws IOException {
    return Arrays.stream(Files.readString(TESTS.resolve(file)).split("// modules.md: begin\n"))
        .skip(1)
        .map(rest -> rest.substring(0, rest.indexOf("// modules.md: end")))
        .map(region -> region.stripTrailing().stripIndent() + "\n")
        .toList();
  }

  private static List<String> blocks(String language) throws IOException {
    return Arrays.stream(Files.readString(DOCUMENT).split("(?m)^```" + language + "\n"))
        .skip(1)
        .map(rest -> rest.substring(0, rest.indexOf("```")))
        .toList();
  }
}
