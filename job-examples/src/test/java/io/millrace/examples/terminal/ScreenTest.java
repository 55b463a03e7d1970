package io.millrace.examples.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final StringWriter shown = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(shown));

  @Test
  void drawsTheBlockAgainWhereItStoodAndPutsLinesAboveIt() {
    screen.draw(List.of(), List.of("one", "two"));
    shown.getBuffer().setLength(0);

    screen.draw(List.of("stays"), List.of("three"));

    assertThat(shown.toString().replace("\u001b[", "<"))
        .isEqualTo("<?7l<2A\r<2Kstays\n\r<2Kthree\n<J<?7h");
  }

  @Test
  void countsTheColumnsOfAnyScript() {
    assertThat(Columns.of("abc")).isEqualTo(3);
    assertThat(Columns.of("確認")).isEqualTo(4);
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
    assertThat(Columns.of("😊!")).isEqualTo(3);
  }

  @Test
  void cutsNoCharacterInHalf() {
    assertThat(Columns.tail("ab確認", 3)).isEqualTo("認");
    assertThat(Columns.head("😊😊", 3)).isEqualTo("😊");
  }

  @Test
  void thinksThatNobodyWatchesADumbTerminal() {
    assertThat(Terminal.of(Terminal.OUTPUT, Map.of("TERM", "dumb")))
        .isEqualTo(new Terminal(false, 80, 24, false));
  }

  @Test
  void paintsOnlyWhereColoursAreWanted() {
    assertThat(Style.GREEN.of("yes", true)).isEqualTo("\u001b[32myes\u001b[0m");
    assertThat(Style.GREEN.of("yes", false)).isEqualTo("yes");
  }
}
