package io.millrace.benchmarks.rows;

import io.millrace.benchmarks.run.Bench;
import io.millrace.benchmarks.table.Line;
import java.util.List;

/** A row of the table. */
public interface Row {

  /** Its number. */
  int number();

  /** Measures it. */
  List<Line> measure(Bench bench) throws Exception;
}
