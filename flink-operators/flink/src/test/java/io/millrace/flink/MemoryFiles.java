package io.millrace.flink;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;

/**
 * A file system of scheme {@code memory}, which Flink finds as a service: files by path, folders by what is in them. It can
 * only be read.
 */
public final class MemoryFiles extends FileSystem {

  /** The files, by their paths. */
  static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  /** Files that break while they are read. */
  static final String BROKEN = "broken.bin";

  private static final URI ROOT = URI.create("memory:///");

  static void put(String path, String content) {
    FILES.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes it. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return "memory";
    }

    @Override
    public FileSystem create(URI uri) {
      return new MemoryFiles();
    }
  }

  private record Status(Path path, boolean folder, long size) implements FileStatus {
    @Override
    public long getLen() {
      return size;
    }

    @Override
    public long getBlockSize() {
      return size;
    }

    @Override
    public short getReplication() {
      return 1;
    }

    @Override
    public long getModificationTime() {
      return 0;
    }

    @Override
    public long getAccessTime() {
      return 0;
    }

    @Override
    public boolean isDir() {
      return folder;
    }

    @Override
    public Path getPath() {
      return path;
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    byte[] file = FILES.get(path.getPath());
    if (file != null) {
      return new Status(path, false, file.length);
    }
    if (FILES.keySet().stream().noneMatch(each -> each.startsWith(path.getPath() + "/"))) {
      throw new FileNotFoundException(path.toString());
    }
    return new Status(path, true, 0);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    Map<String, FileStatus> children = new TreeMap<>();
    String prefix = path.getPath() + "/";
    for (String file : FILES.keySet()) {
      if (file.startsWith(prefix)) {
        String name = file.substring(prefix.length()).split("/", 2)[0];
        children.put(name, getFileStatus(new Path(path, name)));
      }
    }
    return children.values().toArray(FileStatus[]::new);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    if (path.getName().equals(BROKEN)) {
      throw new IOException("the connection was reset");
    }
    byte[] file = FILES.get(path.getPath());
    if (file == null) {
      throw new FileNotFoundException(path.toString());
    }
    return new ByteStreamStateHandle(path.toString(), file).openInputStream();
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(ROOT);
  }

  @Override
  public Path getHomeDirectory() {
    return getWorkingDirectory();
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mkdirs(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean rename(Path from, Path to) {
    throw new UnsupportedOperationException();
  }
}
