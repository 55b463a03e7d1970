package io.millrace.examples.backfill;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.core.fs.Path;

/**
 * The lines of files with their numbers, blank ones left out. Flink's own format for lines knows neither the file nor the
 * number, and a line's place is what orders the chunks of a completion. So a file is read as one piece, from its beginning:
 * after a failure the lines that were taken already are counted again and passed over.
 */
final class StoredLines implements BulkFormat<StoredLine, FileSourceSplit> {

  private static final long serialVersionUID = 1L;

  /** Reads a file, or the files of a folder and of those in it. */
  static FileSource<StoredLine> source(Path input) {
    return FileSource.forBulkFileFormat(new StoredLines(), input).build();
  }

  @Override
  public Reader<StoredLine> createReader(Configuration settings, FileSourceSplit split)
      throws IOException {
    return new StoredLinesReader(split.path());
  }

  @Override
  public Reader<StoredLine> restoreReader(Configuration settings, FileSourceSplit split)
      throws IOException {
    StoredLinesReader reader = new StoredLinesReader(split.path());
    long taken = split
        .getReaderPosition()
        .map(CheckpointedPosition::getRecordsAfterOffset)
        .orElse(0L);
    reader.passOver(taken);
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<StoredLine> getProducedType() {
    return StoredLine.TYPE;
  }
}
