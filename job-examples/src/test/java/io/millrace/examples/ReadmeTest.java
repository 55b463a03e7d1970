package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The documents show code that is tested, commands that parse, and files and tests that are there. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/millrace/examples/readme/ShoutsITCase.java");
  private static final String JAR = "java -jar job-examples/target/job-examples.jar ";

  @Test
  void showsTheCodeOfTheExampleWordForWord() throws IOException {
    String source = Files.readString(EXAMPLE);
    String begin = "  // README: begin\n";
    String region = source.substring(
        source.indexOf(begin) + begin.length(), source.indexOf("  // README: end"));

    assertThat(blocks("java")).containsExactly(region.stripTrailing().stripIndent() + "\n");
  }

  @Test
  void showsCommandsThatTheJobsTake() throws IOException {
    List<String> commands = blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(JAR))
        .map(line -> line.substring(JAR.length()).replaceFirst(" *#.*", ""))
        .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(4).allSatisfy(command -> {
      CommandLine.ParseResult parsed = MillraceJobs.commandLine().parseArgs(command.split(" +"));
      assertThat(parsed.hasSubcommand()).isTrue();
    });
  }

  @Test
  void pointsAtFilesThatAreThere() throws IOException {
    for (String document : List.of(
        "README.md",
        "docs/architecture.md",
        "docs/semantics.md",
        "docs/modules.md",
        "docs/model-servers.md")) {
      Path file = ROOT.resolve(document);
      Matcher links = Pattern.compile("]\\((?!https?:)([^)#]+)\\)").matcher(Files.readString(file));
      assertThat(links.results().map(link -> link.group(1)))
          .as(document)
          .isNotEmpty()
          .allSatisfy(
              target -> assertThat(file.resolveSibling(target)).as(target).exists());
    }
  }

  @Test
  void namesTestsThatAreThere() throws IOException {
    String semantics = Files.readString(ROOT.resolve("docs/semantics.md"));
    List<MatchResult> named =
        Pattern.compile("`(\\w+)#(\\w+)`").matcher(semantics).results().toList();

    assertThat(named)
        .hasSizeGreaterThan(30)
        .allSatisfy(test -> assertThat(source(test.group(1))).contains(" " + test.group(2) + "("));
  }

  private static String source(String testClass) throws IOException {
    try (Stream<Path> files =
        Files.find(ROOT, 20, (file, attributes) -> file.endsWith(testClass + ".java"))) {
      List<Path> found =
          files.filter(file -> !file.toString().contains("target")).toList();
      assertThat(found).as(testClass).hasSize(1);
      return Files.readString(found.get(0));
    }
  }

  private static List<String> blocks(String language) throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    return Arrays.stream(readme.split("(?m)^```" + language + "\n"))
        .skip(1)
        .map(rest -> rest.substring(0, rest.indexOf("```")))
        .toList();
  }
}
