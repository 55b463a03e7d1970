package io.millrace.examples.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.load.ModuleFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders with modules that are in this repository, as samples of what factories make. */
public final class SampleFolders {

  private static final Path ROOT = Path.of("..");
  private static final int DEPTH = 8;
  private static final Pattern ID = Pattern.compile("(?m)^module_id: *(\\S+)");

  private SampleFolders() {}

  /** For each factory there is, by its id, the samples; a factory without one is an error. */
  public static Map<String, List<Path>> byFactory() {
    List<Path> all = all();
    Map<String, List<Path>> samples = new TreeMap<>();
    ServiceLoader.load(ModuleFactory.class).forEach(factory -> {
      List<Path> own = all.stream().filter(folder -> isOf(factory, folder)).toList();
      assertThat(own)
          .as("folders modules/NAME in test resources or docs with a module.yml of " + factory.id())
          .isNotEmpty();
      samples.put(factory.id(), own);
    });
    return samples;
  }

  private static boolean isOf(ModuleFactory factory, Path folder) {
    try {
      return ID.matcher(Files.readString(folder.resolve("module.yml")))
          .results()
          .limit(1)
          .anyMatch(found -> found.group(1).equals(factory.id()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that stand by themselves; a folder within one is a part of it. */
  private static List<Path> all() {
    try (Stream<Path> files = Files.find(
        ROOT, DEPTH, (file, attributes) -> file.endsWith("module.yml") && isSample(file))) {
      return files.map(file -> file.resolve("..").normalize()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSample(Path file) {
    Path folders = file.resolve("../..").normalize();
    return folders.endsWith("src/test/resources/modules") || folders.endsWith("docs/modules");
  }
}
