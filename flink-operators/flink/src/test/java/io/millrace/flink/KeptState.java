package io.millrace.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

/**
 * Operators in the middle of their work, whose snapshots a release leaves in the test tree: {@code
 * released/VERSION/NAME-BACKEND-NUMBER.state}, numbered where several operators make up one. What is pushed before the
 * snapshot, and what must come after it, never changes: the files of old releases hold the one and are held to the other.
 */
interface KeptState {

  Path RELEASED = Path.of("src/test/resources/io/millrace/flink/released");

  /** Pushes the first half, and takes the snapshots. */
  List<OperatorSubtaskState> halfway(Placement placement) throws Exception;

  /** Restores, pushes the other half, and asserts what comes of it. */
  void goesOn(Placement placement, List<OperatorSubtaskState> snapshots) throws Exception;

  /** The releases that left snapshots. */
  static List<String> releases() throws IOException {
    try (Stream<Path> folders = Files.list(RELEASED)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  static void write(String release, String name, List<OperatorSubtaskState> snapshots)
      throws IOException {
    Path folder = Files.createDirectories(RELEASED.resolve(release));
    for (int i = 0; i < snapshots.size(); i++) {
      Path file = Files.createFile(folder.resolve(name + "-" + i + ".state"));
      OperatorSnapshotUtil.writeStateHandle(snapshots.get(i), file.toString());
    }
  }

  static boolean isThere(String release, String name) {
    return Files.exists(file(release, name, 0));
  }

  static List<OperatorSubtaskState> read(String release, String name)
      throws IOException, ClassNotFoundException {
    List<OperatorSubtaskState> snapshots = new ArrayList<>();
    for (int i = 0; Files.exists(file(release, name, i)); i++) {
      snapshots.add(OperatorSnapshotUtil.readStateHandle(file(release, name, i).toString()));
    }
    return snapshots;
  }

  /** How many bytes a release left of operators alone. */
  static long size(String release) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(RELEASED.resolve(release))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private static Path file(String release, String name, int number) {
    return RELEASED.resolve(release).resolve(name + "-" + number + ".state");
  }
}
