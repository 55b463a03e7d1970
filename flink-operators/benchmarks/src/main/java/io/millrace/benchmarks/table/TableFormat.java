package io.millrace.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How the table is printed. */
public enum TableFormat {

  /** For people at a terminal. */
  TEXT {
    @Override
    public List<String> print(List<Line> lines) {
      List<List<String>> cells = new ArrayList<>(
          List.of(List.of("row", "ratio", "min", "max", "target", "", "measure", "compared with")));
      lines.forEach(line -> cells.add(List.of(
          line.row(),
          Numbers.words(line.ratio().median()),
          Numbers.words(line.ratio().min()),
          Numbers.words(line.ratio().max()),
          line.target().toString(),
          verdict(line),
          line.measure(),
          line.comparedWith())));
      List<String> printed = aligned(cells);
      printed.add("");
      lines.forEach(line -> printed.add(line.row() + ": " + line.note()));
      return printed;
    }
  },

  /** For programs: row, ratio, min, max, target. */
  TSV {
    @Override
    public List<String> print(List<Line> lines) {
      List<String> printed = new ArrayList<>(List.of("row\tratio\tmin\tmax\ttarget"));
      lines.forEach(line -> printed.add(String.join(
          "\t",
          line.row(),
          String.valueOf(line.ratio().median()),
          String.valueOf(line.ratio().min()),
          String.valueOf(line.ratio().max()),
          line.target().toString())));
      return printed;
    }
  },

  /** For documents. */
  MARKDOWN {
    @Override
    public List<String> print(List<Line> lines) {
      List<String> printed = new ArrayList<>(List.of(
          "| # | measure | compared with | ratio | min – max | target | met | the numbers behind"
              + " it |",
          "|---|---|---|---|---|---|---|---|"));
      lines.forEach(line -> printed.add("| "
          + String.join(
              " | ",
              line.row(),
              line.measure(),
              line.comparedWith(),
              Numbers.words(line.ratio().median()),
              Numbers.words(line.ratio().min()) + " – "
                  + Numbers.words(line.ratio().max()),
              line.target().toString(),
              verdict(line),
              line.note())
          + " |"));
      return printed;
    }
  };

  /** The table's lines. */
  public abstract List<String> print(List<Line> lines);

  private static String verdict(Line line) {
    if (line.target().kind() == Target.Kind.REPORTED) {
      return "–";
    }
    return line.isMet() ? "yes" : "NO";
  }

  private static List<String> aligned(List<List<String>> cells) {
    int[] widths = IntStream.range(0, cells.get(0).size())
        .map(column ->
            cells.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
        .toArray();
    List<String> printed = new ArrayList<>();
    for (List<String> line : cells) {
      printed.add(IntStream.range(0, widths.length)
          .mapToObj(column -> padded(line.get(column), widths[column]))
          .collect(Collectors.joining("  "))
          .stripTrailing());
    }
    return printed;
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
