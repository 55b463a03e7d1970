package io.millrace.examples.backfill;

import io.millrace.core.Origin;
import io.millrace.flink.types.StateTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A line of a file.
 *
 * @param file the file's path
 * @param number which line, counted from 1
 * @param bytes the line without its end, as it stands in the file: it need not be text
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record StoredLine(String file, long number, byte[] bytes) {

  /** The type of a stream of lines. */
  public static final TypeInformation<StoredLine> TYPE = StateTypes.of(StoredLine.class);

  /** Where the line is: its place among the messages of a request. */
  Origin origin() {
    return new Origin(file, 0, number);
  }
}
