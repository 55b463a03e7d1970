package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.types.ValueSerializerSnapshot;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.junit.jupiter.api.Test;

/** The page lists what the code has: names of states, endings of uids, and versions of formats. */
class CompatibilityPageTest {

  private static final Path ROOT = Path.of("..");

  private static final Pattern STATE =
      Pattern.compile("StateDescriptor<[^(]*>\\(\\s*(?:\"([^\"]+)\"|([A-Z_]+))");
  private static final Pattern ENDING = Pattern.compile("\"(-[a-z]+(?:-[a-z]+)*)\"");
  private static final Pattern UID = Pattern.compile("\\.uid\\(\"([^\"]+)\"\\)");
  private static final Pattern SNAPSHOT =
      Pattern.compile("(?:public|final|static) class (\\w*Snapshot)\\b");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/compatibility.md"));
  }

  /** Production code by its path; what is never deployed is none. */
  private static SortedMap<Path, String> sources(String under) throws IOException {
    TreeMap<Path, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve(under))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String path = file.toString().replace('\\', '/');
        if (path.contains("src/main/java/") && !path.contains("/benchmarks/")) {
          sources.put(file, Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static Set<String> found(Pattern pattern, String source) {
    return pattern
        .matcher(source)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyStateIsListed() throws IOException {
    Set<String> states = new TreeSet<>();
    SortedMap<Path, String> all = sources("flink-operators");
    all.putAll(sources("job-examples"));
    all.values()
        .forEach(source ->
            STATE.matcher(source).results().forEach(match -> states.add(name(match, source))));
    assertThat(states)
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(state -> assertThat(page()).contains("`" + state + "`"));
  }

  private static String name(MatchResult match, String source) {
    if (match.group(1) != null) {
      return match.group(1);
    }
    String constant = match.group(2);
    return Pattern.compile("String " + constant + " = \"([^\"]+)\"")
        .matcher(source)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no constant " + constant))
        .group(1);
  }

  @Test
  void everyUidIsListed() throws IOException {
    Set<String> listed = new TreeSet<>();
    sources("flink-operators").values().stream()
        .filter(source -> source.contains(".uid("))
        .forEach(source -> found(ENDING, source).forEach(end -> listed.add("NAME" + end)));
    sources("job-examples").values().forEach(source -> listed.addAll(found(UID, source)));
    assertThat(listed)
        .hasSizeGreaterThanOrEqualTo(12)
        .allSatisfy(uid -> assertThat(page()).contains("`" + uid + "`"));
  }

  @Test
  void everyFormatIsListedWithItsVersion() throws Exception {
    Set<String> rows = new TreeSet<>();
    for (var source : sources("flink-operators").entrySet()) {
      for (String name : found(SNAPSHOT, source.getValue())) {
        Class<?> snapshot = loaded(source.getKey(), name);
        if (!Modifier.isAbstract(snapshot.getModifiers())
            && TypeSerializerSnapshot.class.isAssignableFrom(snapshot)) {
          rows.add("| `" + shortName(snapshot) + "` | " + version(snapshot) + " |");
        }
      }
    }
    assertThat(rows)
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(row -> assertThat(page()).contains(row));
  }

  private static Class<?> loaded(Path file, String name) throws ClassNotFoundException {
    String path = file.toString().replace('\\', '/');
    String outer = path.substring(
            path.indexOf("src/main/java/") + "src/main/java/".length(),
            path.length() - ".java".length())
        .replace('/', '.');
    return Class.forName(outer.endsWith("." + name) ? outer : outer + "$" + name);
  }

  private static String shortName(Class<?> snapshot) {
    return snapshot.getName().substring(snapshot.getPackageName().length() + 1);
  }

  /** Of a snapshot made of parts Flink's own version says nothing: the format has one of its own. */
  private static int version(Class<?> snapshot) throws Exception {
    var made = (TypeSerializerSnapshot<?>) snapshot.getConstructor().newInstance();
    if (!(made instanceof ValueSerializerSnapshot<?, ?>)) {
      return made.getCurrentVersion();
    }
    Method version =
        ValueSerializerSnapshot.class.getDeclaredMethod("getCurrentOuterSnapshotVersion");
    version.setAccessible(true);
    return (Integer) version.invoke(made);
  }
}
