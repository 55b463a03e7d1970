package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashKeyTest {

  private static final String SECRET = "Jefe's key, made longer";

  @TempDir
  private Path folder;

  @Test
  void hashesAsHmacSha256() throws IOException {
    // RFC 4231, test case 1, its first eight bytes: the key is 20 bytes of 0x0b.
    Path file =
        Files.write(folder.resolve("key"), "\u000b".repeat(20).getBytes(StandardCharsets.US_ASCII));
    assertThat(HashKey.fromFile(file).hash("Hi There")).isEqualTo("b0344c61d8db3853");
  }

  @Test
  void takesTheSameKeyFromAFileAndTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), SECRET + "\n");
    assertThat(HashKey.fromFile(file).hash("a"))
        .isEqualTo(HashKey.from(Map.of("KEY", SECRET), "KEY").hash("a"));
  }

  @Test
  void showsWhereTheKeyCameFromAndNotTheKey() {
    assertThat(HashKey.from(Map.of("KEY", SECRET), "KEY"))
        .hasToString("key of environment variable KEY");
  }

  @Test
  void refusesAShortKeyWithoutShowingIt() {
    assertThatThrownBy(() -> HashKey.from(Map.of("KEY", "secret"), "KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key of environment variable KEY must have at least 16 bytes but has 6");
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> HashKey.from(Map.of(), "KEY"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the key must be in environment variable KEY but that is not set");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> HashKey.fromFile(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the key could not be read from file " + missing);
  }
}
