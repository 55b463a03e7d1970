package io.millrace.benchmarks.chart;

import io.millrace.benchmarks.table.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a chart as SVG, readable on light and dark. */
public final class Svg {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int TOP = 60;
  private static final int BOTTOM = 40;
  private static final double FILLED = 0.8;
  private static final List<String> COLOURS = List.of("#2b6cb0", "#dd8b2f", "#8a8f98", "#4f9d69");

  private final Chart chart;
  private final int lowest;
  private final int highest;
  private final List<String> lines = new ArrayList<>();

  private Svg(Chart chart) {
    this.chart = chart;
    double[] all = chart.series().values().stream()
        .flatMap(List::stream)
        .mapToDouble(number -> number)
        .toArray();
    lowest = (int) Math.floor(Math.log10(Arrays.stream(all).min().orElse(1)) - 0.01);
    highest =
        Math.max(lowest + 1, (int) Math.ceil(Math.log10(Arrays.stream(all).max().orElse(10))));
  }

  /** The chart as a document. */
  public static String of(Chart chart) {
    return new Svg(chart).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH, HEIGHT);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    text(LEFT, 20, "start", chart.title());
    scale();
    int number = 0;
    for (Map.Entry<String, List<Double>> each : chart.series().entrySet()) {
      legend(number, each.getKey());
      bars(number, each.getValue());
      number++;
    }
    for (int group = 0; group < chart.groups().size(); group++) {
      text(
          LEFT + (group + 0.5) * groupWidth(),
          HEIGHT - BOTTOM + 20.0,
          "middle",
          chart.groups().get(group));
    }
    add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private void scale() {
    for (int power = lowest; power <= highest; power++) {
      double y = y(Math.pow(10, power));
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#d0d4da\"/>",
          LEFT, y, WIDTH - 10, y);
      text(LEFT - 8.0, y + 4, "end", Numbers.words(Math.pow(10, power)));
    }
  }

  private void legend(int number, String name) {
    int x = LEFT + number * 150;
    add("<rect x=\"%d\" y=\"32\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour(number));
    text(x + 18.0, 42, "start", name);
  }

  private void bars(int number, List<Double> values) {
    double width = groupWidth() * FILLED / chart.series().size();
    for (int group = 0; group < values.size(); group++) {
      double x = LEFT + group * groupWidth() + groupWidth() * (1 - FILLED) / 2 + number * width;
      double y = y(values.get(group));
      add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
          x, y, width - 2, HEIGHT - BOTTOM - y, colour(number));
      text(x + width / 2, y - 4, "middle", Numbers.words(values.get(group)));
    }
  }

  private double groupWidth() {
    return (WIDTH - LEFT - 10.0) / chart.groups().size();
  }

  private double y(double value) {
    double part = (Math.log10(value) - lowest) / (highest - lowest);
    return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
  }

  private static String colour(int number) {
    return COLOURS.get(number % COLOURS.size());
  }

  private void text(double x, double y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped);
  }

  private void add(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
