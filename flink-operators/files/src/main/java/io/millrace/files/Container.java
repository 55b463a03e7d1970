package io.millrace.files;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Avro container file from its beginning, as a schema of the reader's. A broken one fails, and says where. (That
 * one was cut between two blocks, nobody can see.)
 */
final class Container implements Closeable {

  private final Path file;
  private final DataFileStream<GenericRecord> stream;
  private long taken;

  Container(Path file, Schema schema) throws IOException {
    this.file = file;
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(null, schema);
    BufferedInputStream in = new BufferedInputStream(file.getFileSystem().open(file));
    try {
      this.stream = new DataFileStream<>(in, reader);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw broken(e);
    }
  }

  /** The next record; null behind the last. */
  @Nullable
  GenericRecord next() throws IOException {
    try {
      if (!stream.hasNext()) {
        requireWhole();
        return null;
      }
      GenericRecord record = stream.next();
      taken++;
      return record;
    } catch (RuntimeException e) { // as Avro says that bytes are wrong, or an end missing
      throw broken(e);
    }
  }

  /** Where bytes of a block are missing, Avro says that nothing comes; asked again, it knows of the block. */
  private void requireWhole() throws IOException {
    if (stream.hasNext()) {
      throw broken(new EOFException("the last block is not whole"));
    }
  }

  /** How many records were read. */
  long taken() {
    return taken;
  }

  private IOException broken(Exception cause) {
    return new IOException(
        "Avro file " + file + " cannot be read behind record " + taken + ": " + cause, cause);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
