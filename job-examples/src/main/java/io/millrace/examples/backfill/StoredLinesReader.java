package io.millrace.examples.backfill;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file's lines, some at a time. A position is the number of lines given out before it, counted from the file's
 * beginning.
 */
final class StoredLinesReader implements BulkFormat.Reader<StoredLine> {

  private static final int BATCH_LINES = 256;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final String file;
  private final InputStream in;
  private long number;
  private long given;

  StoredLinesReader(Path path) throws IOException {
    this(path.getPath(), path.getFileSystem().open(path));
  }

  StoredLinesReader(String file, InputStream in) {
    this.file = file;
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
  }

  /** Reads so many lines again that were given out before a failure. */
  void passOver(long lines) throws IOException {
    while (given < lines) {
      if (nextLine() == null) {
        throw new EOFException(file + " has only " + given + " lines now, but " + lines
            + " were read before the failure: it must not change while it is read");
      }
      given++;
    }
  }

  @Override
  public BulkFormat.@Nullable RecordIterator<StoredLine> readBatch() throws IOException {
    List<StoredLine> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
      StoredLine line = nextLine();
      if (line == null) {
        break;
      }
      batch.add(line);
      bytes += line.bytes().length;
    }
    if (batch.isEmpty()) {
      return null;
    }
    ArrayResultIterator<StoredLine> records = new ArrayResultIterator<>();
    records.set(
        batch.toArray(StoredLine[]::new), batch.size(), CheckpointedPosition.NO_OFFSET, given);
    given += batch.size();
    return records;
  }

  /** The next line that is not blank; null at the end of the file. */
  private @Nullable StoredLine nextLine() throws IOException {
    while (true) {
      byte[] bytes = nextBytes();
      if (bytes == null) {
        return null;
      }
      number++;
      if (!isBlank(bytes)) {
        return new StoredLine(file, number, bytes);
      }
    }
  }

  /** The next line's bytes without its end, {@code \n} or {@code \r\n}; null at the end of the file. */
  private byte @Nullable [] nextBytes() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = first;
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = in.read();
    }
    return withoutCarriageReturn(line.toByteArray());
  }

  private static byte[] withoutCarriageReturn(byte[] line) {
    boolean has = line.length > 0 && line[line.length - 1] == '\r';
    return has ? java.util.Arrays.copyOf(line, line.length - 1) : line;
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
