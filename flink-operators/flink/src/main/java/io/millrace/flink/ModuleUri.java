package io.millrace.flink;

import io.millrace.core.Status;
import io.millrace.core.StatusException;
import io.millrace.core.task.ModuleRunner;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a runner whose module is a folder, named by the URI of any file system that Flink knows: {@code
 * ModuleUri.of("s3://models/pii/2", folder -> TOKEN_CLASSIFICATION.load(folder))}. Other versions are other folders, so
 * it can be told of them while the job runs ({@link TaskStreams#withControl}).
 *
 * <p>Each task loads its own module. A folder of the local file system is used where it is. Any other is copied first, with
 * all that is in it, to the folder that the worker has for such things ({@code io.tmp.dirs}), and the copy is deleted when
 * the module is closed. While the job is built the folder is loaded too, where that happens, to learn the module's types.
 *
 * <p>What is in a folder must not change, nor the folder go away, while jobs or their savepoints name it: a new version is a
 * new folder.
 *
 * @param <I> the task's unary input
 * @param <IE> the task's streaming input element
 * @param <O> the task's unary output
 * @param <OE> the task's streaming output element
 */
public final class ModuleUri<I, IE, O, OE> implements RunnerSupplier<I, IE, O, OE> {

  /** Where copies lie when no task says better. */
  static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private static final long serialVersionUID = 1L;

  private static final Pattern PASSWORD =
      Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/@]*:[^/@]*@");

  private final String uri;
  private final Loader<I, IE, O, OE> loader;

  /**
   * Loads the module of a folder on this machine.
   *
   * @param <I> the task's unary input
   * @param <IE> the task's streaming input element
   * @param <O> the task's unary output
   * @param <OE> the task's streaming output element
   */
  @FunctionalInterface
  public interface Loader<I, IE, O, OE> extends Serializable {

    /** Loads it. What is in the folder may be read for as long as the runner is open. */
    ModuleRunner<I, IE, O, OE> load(Path folder) throws IOException;
  }

  private ModuleUri(String uri, Loader<I, IE, O, OE> loader) {
    this.uri = uri;
    this.loader = loader;
  }

  /**
   * The module in a folder. The loader travels to the workers: it must not hold the task, which does not, but name it.
   *
   * @throws IllegalArgumentException if this is no URI, or there is a password in it: jobs, logs and savepoints keep it
   */
  public static <I, IE, O, OE> ModuleUri<I, IE, O, OE> of(String uri, Loader<I, IE, O, OE> loader) {
    requireNoPassword(uri);
    path(uri);
    return new ModuleUri<>(uri, loader);
  }

  static void requireNoPassword(String uri) {
    Matcher password = PASSWORD.matcher(uri);
    if (password.find()) {
      throw new IllegalArgumentException(
          "the URI of a module must not hold a password but that of '"
              + uri.substring(password.end()) + "' does");
    }
  }

  private static org.apache.flink.core.fs.Path path(String uri) {
    try {
      return new org.apache.flink.core.fs.Path(uri);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a module's folder must be a URI but was '" + uri + "'", e);
    }
  }

  /**
   * Loads the module.
   *
   * @throws StatusException NOT_FOUND if there is no such folder, UNAVAILABLE if it cannot be read, FAILED_PRECONDITION if
   *     what is in it does not load, each naming the URI
   */
  @Override
  public ModuleRunner<I, IE, O, OE> get() {
    return load(TEMPORARY);
  }

  /** The URI. */
  @Override
  public String reference() {
    return uri;
  }

  /** The folder of another URI. */
  @Override
  public ModuleUri<I, IE, O, OE> at(String reference) {
    return of(reference, loader);
  }

  /**
   * Makes something of a folder on this machine, for those who look at a module and keep nothing of it open. A copy is
   * deleted before this returns.
   *
   * @throws StatusException NOT_FOUND if there is no such folder, UNAVAILABLE if it cannot be read
   */
  public static <T> T read(String uri, Function<Path, T> reader) {
    return in(uri, TEMPORARY, (folder, copy) -> {
      try (copy) {
        return reader.apply(folder);
      }
    });
  }

  ModuleRunner<I, IE, O, OE> load(Path temporary) {
    return in(uri, temporary, this::loaded);
  }

  /** Uses a folder where it is, or a copy of it, which the user then closes. */
  private interface Use<T> {
    T of(Path folder, Closeable copy) throws IOException;
  }

  private static <T> T in(String uri, Path temporary, Use<T> use) {
    org.apache.flink.core.fs.Path folder = path(uri);
    try {
      FileSystem files = folder.getFileSystem();
      if (!files.getFileStatus(folder).isDir()) {
        throw failure(uri, Status.Code.NOT_FOUND, "it is a file", null);
      }
      if ("file".equals(files.getUri().getScheme())) {
        return use.of(Path.of(folder.getPath()), () -> {});
      }
      FolderCopy copy = FolderCopy.of(files, folder, temporary);
      return use.of(copy.folder(), copy);
    } catch (FileNotFoundException e) {
      throw failure(uri, Status.Code.NOT_FOUND, "there is no such folder", e);
    } catch (IOException e) {
      throw failure(uri, Status.Code.UNAVAILABLE, e.toString(), e);
    }
  }

  private ModuleRunner<I, IE, O, OE> loaded(Path folder, Closeable copy) throws IOException {
    try {
      return loaded(folder).holding(copy);
    } catch (RuntimeException | Error e) {
      try (copy) {
        throw e;
      }
    }
  }

  private ModuleRunner<I, IE, O, OE> loaded(Path folder) {
    try {
      return loader.load(folder);
    } catch (IOException | RuntimeException e) {
      throw failure(uri, Status.Code.FAILED_PRECONDITION, e.toString(), e);
    }
  }

  private static StatusException failure(
      String uri, Status.Code code, String why, @Nullable Exception cause) {
    return new StatusException(
        code.because("module folder '" + uri + "' does not load: " + why), cause);
  }

  @Override
  public String toString() {
    return uri;
  }
}
