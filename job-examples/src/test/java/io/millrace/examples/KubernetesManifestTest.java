package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine.ParseResult;

/** docs/kubernetes.yaml names what this build makes, in words that the job and Flink take. */
@SuppressWarnings("NullAway.Init") // set before each test
class KubernetesManifestTest {

  private static final Path ROOT = Path.of("..");

  private JsonNode manifest;
  private JsonNode spec;
  private JsonNode job;

  @BeforeEach
  void read() throws IOException {
    String yaml = Files.readString(ROOT.resolve("docs/kubernetes.yaml"));
    manifest = new ObjectMapper()
        .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    spec = manifest.get("spec");
    job = spec.get("job");
  }

  @Test
  void isWhatTheOperatorReads() {
    assertThat(manifest.get("apiVersion").textValue()).isEqualTo("flink.apache.org/v1beta1");
    assertThat(manifest.get("kind").textValue()).isEqualTo("FlinkDeployment");
    assertThat(job.get("upgradeMode").textValue()).isEqualTo("savepoint");
    assertThat(job.get("state").textValue()).isEqualTo("running");
    assertThat(job.get("parallelism").intValue()).isEqualTo(4);
  }

  @Test
  void takesTheFlinkThatTheJobsAreBuiltFor() throws IOException {
    Matcher version = Pattern.compile("<flink.version>((\\d+)\\.(\\d+)\\.\\d+)</flink.version>")
        .matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(spec.get("image").textValue()).isEqualTo("flink:" + version.group(1) + "-java17");
    assertThat(Files.readString(ROOT.resolve("docker-compose.yml")))
        .as("the same image")
        .contains("${FLINK_IMAGE:-" + spec.get("image").textValue() + "}");
    assertThat(spec.get("flinkVersion").textValue())
        .isEqualTo("v" + version.group(2) + "_" + version.group(3));
  }

  @Test
  void runsTheJarAndTheMainClassOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(job.get("entryClass").textValue()).isEqualTo(MillraceJobs.class.getName());
    assertThat(pom).contains("<main.class>" + job.get("entryClass").textValue() + "</main.class>");
    String jar = Path.of(job.get("jarURI").textValue()).getFileName().toString();
    assertThat(pom).contains("<outputFile>${project.build.directory}/" + jar + "</outputFile>");
    assertThat(job.get("jarURI").textValue()).startsWith("local:///data/");
  }

  @Test
  void givesArgumentsThatTheJobTakes() {
    String[] arguments = new ObjectMapper().convertValue(job.get("args"), String[].class);

    ParseResult parsed = MillraceJobs.commandLine().parseArgs(arguments);

    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("entities");
    assertThat(parsed.subcommand().unmatched()).isEmpty();
    assertThat(parsed.subcommand().<String>matchedOptionValue("--bootstrap-servers", ""))
        .isEqualTo("kafka-bootstrap.kafka:9092");
  }

  @Test
  void keepsWhatIsNeededToGoOnOnTheVolumeThatIsMounted() {
    JsonNode given = spec.get("flinkConfiguration");
    assertThat(given).as("texts, as the operator wants them").allMatch(JsonNode::isTextual);
    Configuration settings = new Configuration();
    given
        .properties()
        .forEach(each -> settings.setString(each.getKey(), each.getValue().textValue()));

    assertThat(settings.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .startsWith("file:///data/");
    assertThat(settings.get(CheckpointingOptions.SAVEPOINT_DIRECTORY)).startsWith("file:///data/");
    assertThat(settings.get(HighAvailabilityOptions.HA_STORAGE_PATH)).startsWith("file:///data/");
    assertThat(settings.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).hasSeconds(10);
    assertThat(settings.get(RestartStrategyOptions.RESTART_STRATEGY))
        .isEqualTo("exponential-delay");
    assertThat(settings.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(2);
    assertThat(
            spec.at("/podTemplate/spec/containers/0/volumeMounts/0/mountPath").textValue())
        .isEqualTo("/data");
  }
}
