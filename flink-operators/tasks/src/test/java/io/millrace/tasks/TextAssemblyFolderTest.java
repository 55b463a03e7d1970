package io.millrace.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.GeneratedTextStreamResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextAssemblyFolderTest {

  @Test
  void assemblesWhateverTheCutting() throws IOException {
    Path folder = Path.of("src/test/resources/modules/text-assembly");
    try (var runner = StandardTasks.TEXT_ASSEMBLY.load(folder)) {
      assertThat(runner.module()).hasToString("text-assembly:1.0.0");
      for (int cut = 0; cut <= 5; cut++) {
        Stream<GeneratedTextStreamResult> pieces = Stream.of(
                "Hello".substring(0, cut), "Hello".substring(cut))
            .map(text -> new GeneratedTextStreamResult(text, null, null, null));
        assertThat(runner.streamUnary(pieces).getGeneratedText()).isEqualTo("Hello");
      }
    }
  }

  @Test
  void assemblingIsDeterministic() {
    assertThat(StandardTasks.TEXT_ASSEMBLY.runner(TextAssembly.module()).deterministic())
        .isTrue();
  }
}
