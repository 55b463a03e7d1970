package io.millrace.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.kafka.record.KafkaRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file, blank ones left out: a line's value is its bytes, and its offset its number, counted from 1. */
final class LineReader implements RecordReader {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final JsonFactory JSON = new JsonFactory();

  private final String file;
  private final InputStream in;
  private final Key key;
  private long number;

  /** What a line's key is. */
  enum Key {
    /** Nothing: whoever reads the line knows. */
    NONE,
    /** The field {@code id} of the object in it, as a gateway would have it. */
    ID
  }

  LineReader(Path file, Key key) throws IOException {
    this(file.getPath(), opened(file), key);
  }

  LineReader(String file, InputStream in, Key key) {
    this.file = file;
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.key = key;
  }

  private static InputStream opened(Path file) throws IOException {
    InputStream in = file.getFileSystem().open(file);
    return file.getName().endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  @Override
  public @Nullable KafkaRecord next() throws IOException {
    while (true) {
      byte[] line = nextLine();
      if (line == null) {
        return null;
      }
      number++;
      if (!isBlank(line)) {
        return new KafkaRecord(file, 0, number, -1, key(line), line, List.of());
      }
    }
  }

  private byte @Nullable [] key(byte[] line) {
    if (key == Key.NONE) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(line)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? id(parser) : null;
    } catch (IOException noJson) {
      return null; // it is decoded later, and then somebody says so
    }
  }

  private static byte @Nullable [] id(JsonParser object) throws IOException {
    while (object.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = object.currentName().equals("id");
      JsonToken value = object.nextToken();
      if (found) {
        return value == JsonToken.VALUE_STRING
            ? object.getText().getBytes(StandardCharsets.UTF_8)
            : null;
      }
      object.skipChildren();
    }
    return null;
  }

  /** The next line's bytes without its end, {@code \n} or {@code \r\n}; null at the end of the file. */
  private byte @Nullable [] nextLine() throws IOException {
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
    return has ? Arrays.copyOf(line, line.length - 1) : line;
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
