package io.millrace.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/**
 * A folder of an archive, which holds records of one partition.
 *
 * @param folder the folder
 * @param bytes how many bytes its files have
 * @param topic the topic
 * @param partition the partition
 * @param next the offset behind the last that is archived
 */
record ArchivedPartition(String folder, long bytes, String topic, int partition, long next)
    implements java.io.Serializable {

  /** A file, and the first offset in it. */
  private record Part(Path file, long bytes, long first) {}

  /** All partitions in a folder and those in it, read once to find where each ends. */
  static List<ArchivedPartition> in(Path folder) throws IOException {
    List<ArchivedPartition> found = new ArrayList<>();
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : list(folder)) {
      if (status.isDir()) {
        found.addAll(in(status.getPath()));
      } else {
        files.add(status);
      }
    }
    if (!files.isEmpty()) {
      found.add(scan(folder, files));
    }
    return found;
  }

  /** What Flink is still writing, or has given up, is hidden. */
  private static List<FileStatus> list(Path folder) throws IOException {
    FileStatus[] all = folder.getFileSystem().listStatus(folder);
    List<FileStatus> seen = new ArrayList<>();
    for (FileStatus status : all == null ? new FileStatus[0] : all) {
      String name = status.getPath().getName();
      if (!name.startsWith(".") && !name.startsWith("_")) {
        seen.add(status);
      }
    }
    return seen;
  }

  private static ArchivedPartition scan(Path folder, List<FileStatus> files) throws IOException {
    long bytes = 0;
    long last = -1;
    String topic = "";
    int partition = -1;
    for (FileStatus file : files) {
      bytes += file.getLen();
      try (Container container = new Container(file.getPath(), ArchiveSchema.PLACE)) {
        for (GenericRecord at = container.next(); at != null; at = container.next()) {
          topic = at.get("topic").toString();
          partition = (Integer) at.get("partition");
          last = Math.max(last, (Long) at.get("offset"));
        }
      }
    }
    return new ArchivedPartition(folder.toString(), bytes, topic, partition, last + 1);
  }

  /** All of it as one split: its order must be kept. */
  FileSourceSplit split() {
    return new FileSourceSplit(folder, new Path(folder), 0, bytes, 0, bytes);
  }

  /** The files of a split in the order of their records; those that came later are not among them. */
  static List<Path> files(FileSourceSplit split) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (FileStatus status : list(split.path())) {
      if (!status.isDir()) {
        parts.add(new Part(status.getPath(), status.getLen(), first(status.getPath())));
      }
    }
    parts.sort(
        Comparator.comparingLong(Part::first).thenComparing(part -> part.file().getName()));
    List<Path> files = new ArrayList<>();
    long left = split.length();
    for (Part part : parts) {
      if (left <= 0) {
        break;
      }
      files.add(part.file());
      left -= part.bytes();
    }
    if (left != 0) {
      throw new IOException("folder " + split.path() + " must hold the " + split.length()
          + " bytes it held when the job began: it must not change while it is read");
    }
    return files;
  }

  private static long first(Path file) throws IOException {
    try (Container container = new Container(file, ArchiveSchema.PLACE)) {
      GenericRecord first = container.next();
      return first == null ? Long.MAX_VALUE : (Long) first.get("offset");
    }
  }
}
