package io.millrace.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar for clusters brings all that a Flink does not have, and nothing that it has. */
class ClusterJarITCase {

  private static final Path ALL = Path.of("target", "job-examples.jar");

  @Test
  void bringsTheConnectorAndWhatReadsAndWritesRecords() throws Exception {
    assertThat(FlinkLib.entries(FlinkLib.JOBS))
        .contains(
            "io/millrace/examples/MillraceJobs.class",
            "io/millrace/text/PatternEntities.class",
            "org/apache/flink/connector/kafka/source/KafkaSource.class",
            "org/apache/flink/formats/avro/typeutils/AvroTypeInfo.class",
            "org/apache/avro/Schema.class",
            "org/apache/kafka/clients/producer/KafkaProducer.class",
            "com/github/luben/zstd/Zstd.class",
            "picocli/CommandLine.class");
  }

  @Test
  void bringsNoFlinkAndNoLogAndNoBroker() throws Exception {
    assertThat(FlinkLib.entries(FlinkLib.JOBS))
        .noneMatch(
            entry -> entry.matches(
                "org/apache/flink/(api|client|configuration|connector/(base|file)|core|runtime|state|table)/.*"))
        .noneMatch(
            entry -> entry.matches(
                "(org/slf4j|org/apache/logging|com/esotericsoftware|org/rocksdb|scala|kafka/server)/.*"))
        .noneMatch(entry -> entry.matches("org/apache/kafka/(common/test|metadata|raft|image)/.*"))
        .doesNotContain("log4j2.properties", "log4j2.xml");
  }

  /** So what runs on a cluster of these jars runs by what the jar brings. */
  @Test
  void findsNeitherKafkaNorAvroNorOurselvesInFlinksJars() throws Exception {
    assertThat(FlinkLib.jars()).hasSizeGreaterThan(30);
    for (Path jar : FlinkLib.jars()) {
      assertThat(FlinkLib.entries(jar))
          .as(jar.toString())
          .noneMatch(
              entry -> entry.matches(
                  "(org/apache/kafka|org/apache/avro|org/apache/flink/formats/avro|io/millrace|picocli)/.*"));
    }
  }

  @Test
  void bringsNoClassThatFlinkLoadsFromItsOwnJarsFirst() throws Exception {
    Set<String> twice = new HashSet<>();
    for (Path jar : FlinkLib.jars()) {
      twice.addAll(FlinkLib.entries(jar));
    }
    twice.retainAll(FlinkLib.entries(FlinkLib.JOBS));

    assertThat(twice).noneMatch(entry -> entry.startsWith("org/apache/flink/"));
  }

  /** What reaches the jar only through the other one would be missed on a cluster, and there only. */
  @Test
  void bringsEveryClassThatOursNeedBesideFlinks() throws Exception {
    Set<String> there = new HashSet<>(FlinkLib.entries(FlinkLib.JOBS));
    for (Path jar : FlinkLib.jars()) {
      there.addAll(FlinkLib.entries(jar));
    }
    URL packages = URI.create("jar:" + FlinkLib.JOBS.toUri() + "!/io/millrace/").toURL();
    JavaClasses ours = ArchConfiguration.withThreadLocalScope(here -> {
      here.setResolveMissingDependenciesFromClassPath(false);
      return new ClassFileImporter().importUrl(packages);
    });
    Set<String> missing = new TreeSet<>();
    for (JavaClass our : ours) {
      our.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(needed -> !needed.isPrimitive() && !needed.getName().matches("javax?[.].*"))
          .map(needed -> needed.getName().replace('.', '/') + ".class")
          .filter(needed -> !there.contains(needed))
          .forEach(missing::add);
    }

    assertThat(ours).hasSizeGreaterThan(200);
    assertThat(missing)
        .allMatch(name -> name.startsWith("org/apache/kafka/common/test/"))
        .isNotEmpty();
  }

  @Test
  void isStartedByItsManifestAndSmall() throws Exception {
    try (JarFile jar = new JarFile(FlinkLib.JOBS.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
          .isEqualTo("io.millrace.examples.MillraceJobs");
    }
    assertThat(Files.size(FlinkLib.JOBS)).isLessThan(Files.size(ALL) / 2);
  }

  @Test
  void saysThatTheQuickstartIsNotInIt() throws Exception {
    String classPath = FlinkLib.JOBS + File.pathSeparator + FlinkLib.CLASS_PATH;
    Process process = new ProcessBuilder(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            "io.millrace.examples.MillraceJobs",
            "quickstart"))
        .start();
    process.getOutputStream().close();

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .endsWith(
            "millrace quickstart failed: the quickstart starts a Kafka, which is not in the jar for clusters; run job-examples.jar in its place"
                + System.lineSeparator());
    assertThat(process.waitFor()).isEqualTo(1);
  }
}
