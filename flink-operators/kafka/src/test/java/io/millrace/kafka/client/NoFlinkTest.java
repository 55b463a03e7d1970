package io.millrace.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever asks applications has neither Flink nor the module of its operators on the class path. */
class NoFlinkTest {

  private static final List<String> PACKAGES = List.of("client", "action", "envelope");

  @Test
  void theClientIsLinkedWithoutFlink() throws Exception {
    int linked = 0;
    try (URLClassLoader without = new WithoutFlink(classPath())) {
      for (String name : names()) {
        Class<?> read = Class.forName(name, true, without);
        linked += read.getDeclaredMethods().length + read.getDeclaredFields().length;
      }
    }
    assertThat(linked).isGreaterThan(200);
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static List<String> names() throws Exception {
    Path root = Path.of(
        ActionClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names = new ArrayList<>();
    for (String each : PACKAGES) {
      try (Stream<Path> files = Files.list(root.resolve("io/millrace/kafka/" + each))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
            .map(file -> "io.millrace.kafka." + each + "." + file.replace(".class", ""))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** Finds all that the test has, but Flink. */
  private static final class WithoutFlink extends URLClassLoader {

    WithoutFlink(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.apache.flink.") || name.startsWith("io.millrace.flink.")) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }
  }
}
