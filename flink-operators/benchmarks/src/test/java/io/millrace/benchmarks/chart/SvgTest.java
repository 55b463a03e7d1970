package io.millrace.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgTest {

  private static final Chart CHART = new Chart("Time <ms>", List.of("few", "many"))
      .with("ours", List.of(1.0, 10.0))
      .with("by hand", List.of(2.0, 100.0));

  @Test
  void drawsABarForEachNumberAsHighAsItsLogarithm() throws Exception {
    NodeList rects = parsed(Svg.of(CHART)).getElementsByTagName("rect");

    // The ground, and for each series its legend and its bars.
    assertThat(rects.getLength()).isEqualTo(1 + 2 * 3);
    double one = height(rects, 2);
    double ten = height(rects, 3);
    double hundred = height(rects, 6);
    assertThat(ten - one).isCloseTo(hundred - ten, offset(0.2));
    assertThat(one).isPositive();
  }

  @Test
  void writesWhatXmlWouldTakeForItsOwn() throws Exception {
    NodeList texts = parsed(Svg.of(CHART)).getElementsByTagName("text");

    assertThat(texts.item(0).getTextContent()).isEqualTo("Time <ms>");
  }

  @Test
  void refusesWhatHasNoLogarithmOrNoGroup() {
    Chart chart = new Chart("t", List.of("one"));

    assertThatThrownBy(() -> chart.with("s", List.of(0.0)))
        .hasMessage("series 's' must have positive numbers but has [0.0]");
    assertThatThrownBy(() -> chart.with("s", List.of(1.0, 2.0)))
        .hasMessage("series 's' must have 1 numbers but has 2");
  }

  private static double height(NodeList rects, int number) {
    return Double.parseDouble(((Element) rects.item(number)).getAttribute("height"));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
