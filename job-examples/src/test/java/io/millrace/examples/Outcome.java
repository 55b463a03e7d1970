package io.millrace.examples;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What came of a command line.
 *
 * @param status the exit status
 * @param out standard output, with the line ends of Unix
 * @param err standard error, likewise
 */
public record Outcome(int status, String out, String err) {

  public static Outcome of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        MillraceJobs.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Outcome(
        status,
        out.toString().replace(System.lineSeparator(), "\n"),
        err.toString().replace(System.lineSeparator(), "\n"));
  }
}
