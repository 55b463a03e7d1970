package io.millrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SoakCommandTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --faults 0       | --faults must be at least 1 but was 0
      --rate 0         | --rate must be at least 1 but was 0
      --idle-seconds 0 | --idle-seconds must be at least 1 but was 0
      --backend disk   | Invalid value for option '--backend': it must be heap or rocksdb but was 'disk'
      --only rain      | Invalid value for option '--only' (KIND): no kind of fault is called 'rain'
      """)
  void saysWhichOptionIsWrong(String arguments, String message) {
    StringWriter err = new StringWriter();
    int status = new CommandLine(new SoakCommand())
        .setErr(new PrintWriter(err))
        .execute(arguments.split(" +"));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString().lines()).first().isEqualTo(message);
  }
}
