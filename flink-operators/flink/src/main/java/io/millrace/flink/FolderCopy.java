package io.millrace.flink;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** A folder of any file system, copied to this machine; closing it deletes the copy. */
final class FolderCopy implements Closeable {

  private static final int BUFFER = 1 << 20;

  /** Of our making, with the copy in it: the copy keeps the folder's name. */
  private final Path parent;

  private final Path folder;

  private FolderCopy(Path parent, String name) {
    this.parent = parent;
    this.folder = name.isEmpty() ? parent : parent.resolve(name);
  }

  /** Copies the folder, with all folders in it. A copy that fails half-way is deleted. */
  static FolderCopy of(FileSystem files, org.apache.flink.core.fs.Path folder, Path temporary)
      throws IOException {
    Files.createDirectories(temporary);
    FolderCopy copy =
        new FolderCopy(Files.createTempDirectory(temporary, "millrace-module-"), folder.getName());
    try {
      copy.copy(files, folder, copy.folder, new byte[BUFFER]);
      return copy;
    } catch (IOException | RuntimeException | Error e) {
      try (copy) {
        throw e;
      }
    }
  }

  Path folder() {
    return folder;
  }

  private void copy(FileSystem files, org.apache.flink.core.fs.Path from, Path to, byte[] buffer)
      throws IOException {
    Files.createDirectories(to);
    for (FileStatus each : files.listStatus(from)) {
      Path target = to.resolve(each.getPath().getName());
      if (each.isDir()) {
        copy(files, each.getPath(), target, buffer);
      } else {
        copyFile(files, each.getPath(), target, buffer);
      }
    }
  }

  /** Models are large, and a task that is cancelled is interrupted: that is seen between two buffers. */
  private static void copyFile(
      FileSystem files, org.apache.flink.core.fs.Path from, Path to, byte[] buffer)
      throws IOException {
    try (InputStream in = files.open(from);
        OutputStream out = Files.newOutputStream(to)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while " + from + " was copied");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.walkFileTree(parent, new Deleting());
    } catch (NoSuchFileException e) {
      // Somebody cleaned up before us.
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
