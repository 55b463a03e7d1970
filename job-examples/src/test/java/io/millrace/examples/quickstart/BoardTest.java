package io.millrace.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.Status;
import io.millrace.examples.terminal.Columns;
import io.millrace.examples.terminal.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {

  private static final Terminal SMALL = new Terminal(true, 40, 8, false);

  private final Board board = new Board();

  @Test
  void showsTheEndOfATextThatIsTooLong() {
    board.masked("chatcmpl-12345", "a long text that ends with [EMAIL_ADDRESS]");

    assertThat(board.block(SMALL, "").get(1)).isEqualTo("12345           …s with [EMAIL_ADDRESS]");
  }

  @Test
  void showsAsManyRequestsAsFitAndCountsAll() {
    for (int i = 0; i < 20; i++) {
      board.masked("chatcmpl-1234" + i, "text");
    }

    List<String> block = board.block(SMALL, "");

    assertThat(block).hasSizeLessThan(SMALL.height());
    assertThat(block).allSatisfy(line -> assertThat(Columns.of(line)).isLessThan(SMALL.width()));
    assertThat(block.get(block.size() - 1)).startsWith("0 requests ended, 20 under way, 0 faile");
  }

  @Test
  void letsEndedTextsStayEachOnce() {
    board.masked("chatcmpl-12345#1", "one\n\ntwo");
    board.ended("chatcmpl-12345#1", Status.OK);

    assertThat(board.takeEnded(SMALL)).containsExactly("12345#1         one ⏎ two");
    assertThat(board.takeEnded(SMALL)).isEmpty();
    assertThat(board.requests()).isEqualTo(1);
  }

  @Test
  void coloursALabelThatIsCutAtTheEdge() {
    MaskedText text = new MaskedText();
    text.add("write to [EMAIL_ADDRESS].");

    assertThat(text.tail(9, true)).isEqualTo("\u001b[1;30;43m…DDRESS]\u001b[0m.");
  }
}
