package io.millrace.benchmarks.soak;

import io.millrace.benchmarks.table.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The table at the end of a soak, as Markdown, which reads well in a terminal too. */
final class ReportTable {

  private static final String WORDS = "| %-42s | %9s | %-60s |";

  private final Report report;
  private final List<String> lines = new ArrayList<>();

  private ReportTable(Report report) {
    this.report = report;
  }

  /** Its lines. */
  static List<String> of(Report report) {
    ReportTable table = new ReportTable(report);
    table.faults();
    table.elements();
    table.requests();
    table.end();
    return table.lines;
  }

  private void faults() {
    row("fault", "count", "known to have taken effect by");
    row("---", "---:", "---");
    for (FaultKind kind : report.settings().kinds()) {
      int vain = report.vain().getOrDefault(kind, 0);
      row(
          kind.words(),
          report.effective().getOrDefault(kind, 0),
          kind.effect() + (vain == 0 ? "" : "; " + vain + " more took none"));
    }
    row("**faults**", report.faults(), "restarts of the job: %,d".formatted(report.restarts()));
  }

  private void elements() {
    Report.Input input = report.input();
    row(
        "elements in",
        input.messages(),
        "of %,d requests; beside them %,d written again, %,d poison"
            .formatted(input.requests(), input.again(), input.poison()));
    row(
        "elements out",
        report.out(),
        "of %,d records; the reader dropped %,d as seen"
            .formatted(report.records(), report.records() - report.out()));
    row("written again", report.again(), "compared byte by byte with what was written first");
    row("**surplus**", report.surplus(), "records neither handed over nor written before");
    row("**lost**", report.lost(), "");
    row("**duplicated after dedup**", report.duplicated(), "");
    row("**wrong**", report.wrong(), "");
  }

  private void requests() {
    // Of one topic: a request ends in each.
    new TreeMap<>(report.outputs().get(0).ends())
        .forEach((end, count) -> row("requests ended " + end, count, why(end)));
    row(
        "dead letters",
        report.letters().poison() + report.letters().requests(),
        "%,d poison records, %,d requests, of each of %d operators"
            .formatted(
                report.letters().poison(),
                report.letters().requests() / SoakJob.OPERATORS.size(),
                SoakJob.OPERATORS.size()));
  }

  private static String why(String end) {
    if (end.endsWith(Trouble.GAP.name())) {
      return "failed, as they must: a message never came";
    }
    return end.endsWith(Trouble.ABANDONED.name())
        ? "failed, as they must: no message and no end came any more"
        : "";
  }

  private void end() {
    SoakSettings settings = report.settings();
    row(
        "ran",
        words(report.took()),
        "%,d records/s, seed %d, state on %s"
            .formatted(settings.rate(), settings.seed(), settings.backend()));
    lines.add("");
    lines.add(Machine.words());
  }

  private void row(String what, Object value, String remark) {
    String shown =
        value instanceof Number number ? "%,d".formatted(number.longValue()) : value.toString();
    lines.add(WORDS.formatted(what, shown, remark));
  }

  static String words(Duration time) {
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
