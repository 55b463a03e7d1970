package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceJobsTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''                                     | millrace: a job is needed, one of entities, generate, first-token, chat, say, train, run, describe, backfill, windows, produce, follow, dead-letters, quickstart (see millrace --help)
      grind                                  | millrace: Unmatched argument at index 0: 'grind' (see millrace --help)
      entities --topic x                     | millrace entities: Unknown options: '--topic', 'x' (see millrace entities --help)
      entities --mode batch                  | millrace entities: --mode batch needs --bounded or --until (see millrace entities --help)
      entities --from yesterday              | millrace entities: Invalid value for option '--from': must be group, earliest, latest, a time such as 2026-01-31T12:00:00Z, or offsets by partition such as 0=120,1=55 but was 'yesterday' (see millrace entities --help)
      entities --from 0=1,0=2                | millrace entities: Invalid value for option '--from': names partition 0 twice (see millrace entities --help)
      entities --until group                 | millrace entities: --until must be latest, a time or offsets but was GROUP (see millrace entities --help)
      entities --until latest --bounded      | millrace entities: --bounded and --until are two ends: give one (see millrace entities --help)
      entities --from 1=5 --until 1=4        | millrace entities: --until must not be before --from but offset 4 of partition 1 is before 5 (see millrace entities --help)
      entities --from 2026-01-02T00:00:00Z --until 2026-01-01T00:00:00Z | millrace entities: --until must not be before --from but 2026-01-01T00:00:00Z is before 2026-01-02T00:00:00Z (see millrace entities --help)
      windows --until 0                      | millrace windows: Invalid value for option '--until': must be group, earliest, latest, a time such as 2026-01-31T12:00:00Z, or offsets by partition such as 0=120,1=55 but was '0' (see millrace windows --help)
      entities --bounded --mode fast         | millrace entities: Invalid value for option '--mode': expected one of [STREAMING, BATCH] (case-insensitive) but was 'fast' (see millrace entities --help)
      entities --parallelism 0               | millrace entities: --parallelism must be at least 1 but was 0 (see millrace entities --help)
      entities --parallelism many            | millrace entities: Invalid value for option '--parallelism': 'many' is not an int (see millrace entities --help)
      entities --checkpoint-seconds 0        | millrace entities: --checkpoint-seconds must be at least 1 but was 0 (see millrace entities --help)
      entities --idle-seconds 0              | millrace entities: --idle-seconds must be at least 1 but was 0 (see millrace entities --help)
      entities --masked llm.chunks           | millrace entities: topics must be five different ones but were [llm.chunks, llm.entities, llm.chunks, llm.generations, llm.dead-letters] (see millrace entities --help)
      entities -b kafka                      | millrace entities: bootstrap servers must be HOST:PORT, or several with commas between them, but were 'kafka' (see millrace entities --help)
      entities -b localhost:65536            | millrace entities: bootstrap servers must be HOST:PORT, or several with commas between them, but were 'localhost:65536' (see millrace entities --help)
      entities -b localhost:0                | millrace entities: bootstrap servers must be HOST:PORT, or several with commas between them, but were 'localhost:0' (see millrace entities --help)
      entities --group=                      | millrace entities: group must have a name but was empty (see millrace entities --help)
      entities --masked=                     | millrace entities: topic must have a name but was empty (see millrace entities --help)
      entities -D parallelism.default=many   | millrace entities: Could not parse value 'many' for key 'parallelism.default'. (see millrace entities --help)
      entities -D execution.runtime-mode=NO  | millrace entities: Could not parse value 'NO' for key 'execution.runtime-mode'. (see millrace entities --help)
      entities --format registry             | millrace entities: --format registry needs --registry (see millrace entities --help)
      entities --registry http://h:1 --format plain | millrace entities: --registry needs --format registry but the format was plain (see millrace entities --help)
      windows --registry http://h:1          | millrace windows: --registry needs --format registry but the format was single-object (see millrace windows --help)
      entities --format registry --registry h:1 | millrace entities: registry must be a URL that begins with http:// or https:// but was "h:1" (see millrace entities --help)
      entities --format xml                  | millrace entities: Invalid value for option '--format': expected one of [SINGLE_OBJECT, single-object, REGISTRY, PLAIN, JSON] (case-insensitive) but was 'xml' (see millrace entities --help)
      entities --kafka-properties no.file    | millrace entities: --kafka-properties cannot be read: java.nio.file.NoSuchFileException: no.file (see millrace entities --help)
      generate                               | millrace generate: one is needed of --url and --embedded-server (see millrace generate --help)
      generate --url http://h:1/v1 --embedded-server | millrace generate: one is needed of --url and --embedded-server (see millrace generate --help)
      generate --url h:1                     | millrace generate: baseUrl must be like http://host:port/v1, without user, query and fragment (see millrace generate --help)
      generate --url http://h:1 --answers x  | millrace generate: --answers needs --embedded-server (see millrace generate --help)
      generate --embedded-server --answers no.file | millrace generate: --answers must be a file or folder but no.file is not there (see millrace generate --help)
      generate --embedded-server --tokens-per-second 0 | millrace generate: --tokens-per-second must be more than 0 but was 0.0 (see millrace generate --help)
      generate --embedded-server --in-flight 0 | millrace generate: inFlight must be at least 1 but was 0 (see millrace generate --help)
      generate --url http://h:1/v1 --api-key-variable A --api-key-file f | millrace generate: --api-key-variable and --api-key-file are two keys: give one (see millrace generate --help)
      generate --url http://h:1/v1 --input-format chunks | millrace generate: --input-format must be one of whole texts but was chunks (see millrace generate --help)
      generate --url http://h:1/v1 --tokens llm.masked | millrace generate: topics must be five different ones but were [llm.masked, llm.entities, llm.masked, llm.generations, llm.dead-letters] (see millrace generate --help)
      generate --url http://h:1/v1 --prompts llm.tokens | millrace generate: prompts must be a topic that is not written, which are [llm.tokens, llm.entities, llm.masked, llm.generations, llm.dead-letters], but were llm.tokens (see millrace generate --help)
      first-token --prompts 0                | millrace first-token: --prompts must be at least 1 but was 0 (see millrace first-token --help)
      first-token --per-second 0             | millrace first-token: --per-second must be more than 0 but was 0.0 (see millrace first-token --help)
      first-token --tokens-per-second 0      | millrace first-token: --tokens-per-second must be more than 0 but was 0.0 (see millrace first-token --help)
      chat                                   | millrace chat: one is needed of --url and --embedded-server (see millrace chat --help)
      chat --url http://h:1/v1 --turns 0     | millrace chat: turns must be at least 1 but were 0 (see millrace chat --help)
      chat --url http://h:1/v1 --refuse URL,NAME | millrace chat: refused labels must be of [EMAIL_ADDRESS, URL, IBAN_CODE, CREDIT_CARD, US_SSN, IP_ADDRESS, PHONE_NUMBER, DOMAIN_NAME] but were [NAME] (see millrace chat --help)
      chat --url http://h:1/v1 --in-flight 0 | millrace chat: inFlight must be at least 1 but was 0 (see millrace chat --help)
      chat --url http://h:1/v1 --queued -1   | millrace chat: queued must be at least 0 but was -1 (see millrace chat --help)
      chat --url http://h:1/v1 --overlap x   | millrace chat: Invalid value for option '--overlap': expected one of [QUEUE, REJECT, REPLACE] (case-insensitive) but was 'x' (see millrace chat --help)
      chat --url http://h:1/v1 --input-format chunks | millrace chat: --input-format must be one of envelopes or whole texts but was chunks (see millrace chat --help)
      chat --url http://h:1/v1 --replies chat.requests | millrace chat: topics must be three different ones but were [chat.requests, chat.requests, chat.dead-letters] (see millrace chat --help)
      say Hello                              | millrace say: Missing required option: '--conversation=ID' (see millrace say --help)
      say --conversation anna                | millrace say: Missing required parameter: 'WORD' (see millrace say --help)
      say --conversation anna --timeout-seconds 0 Hello | millrace say: timeout must be more than nothing but was PT0S (see millrace say --help)
      train --input-format text              | millrace train: --input-format must be one of envelopes but was text (see millrace train --help)
      train --format plain                   | millrace train: a plain envelope's payload must be what a table can have but payload.item.value.value is a union of [boolean, long, double, string, bytes, array, map] (see millrace train --help)
      run                                    | millrace run: Missing required options: '--module=FOLDER', '--flavor=FLAVOR', '--input=TOPIC', '--output=TOPIC' (see millrace run --help)
      run --module docs --flavor some --input a --output b | millrace run: Invalid value for option '--flavor': expected one of [UNARY_UNARY, UNARY_STREAM, STREAM_UNARY, STREAM_STREAM] (case-insensitive) but was 'some' (see millrace run --help)
      run --module pom.xml --flavor stream_stream --input a --output b | millrace run: no module at pom.xml: it must be a folder but is a file (see millrace run --help)
      run --module src --flavor stream_stream --input a --output b | millrace run: no module at src: it must hold module.yml but holds [main, test] (see millrace run --help)
      run --module file:///no/such/module --flavor stream_stream --input a --output b | millrace run: module folder 'file:///no/such/module' does not load: there is no such folder (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --task nope --flavor stream_stream --input a --output b | millrace run: --task must be one that the module serves but was 'nope': module 'masking' serves text-masking (see millrace run --help)
      run --module ../flink-operators/tasks/src/test/resources/modules/text-assembly --flavor unary_unary --input a --output b | millrace run: --flavor must be one that can be had, stream_unary, but was unary_unary: task 'text-assembly' has no types for flavour UNARY_UNARY (see millrace run --help)
      run --module ../flink-operators/tasks/src/test/resources/modules/text-assembly --flavor stream_unary --input a --output b --input-format text | millrace run: --input-format text gives texts but task 'text-assembly' takes io.millrace.schemas.GeneratedTextStreamResult with --flavor stream_unary: it needs envelopes with such payloads, or --input-format chunks (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --input-format chunks | millrace run: --input-format chunks gives the pieces of each text but --flavor unary_unary takes a whole input in one message: it needs --flavor stream_unary or stream_stream, or another format (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output a | millrace run: topics must be different ones but were [a, a, llm.dead-letters] (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --control b | millrace run: topics must be different ones but were [a, b, llm.dead-letters, b] (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --mode batch | millrace run: --mode batch needs --bounded or --until (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --input-format registry | millrace run: --input-format registry needs --input-registry (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --input-registry http://h:1 | millrace run: --input-registry needs --input-format registry but the format was single-object (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --in-flight 0 | millrace run: inFlight must be at least 1 but was 0 (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor stream_unary --input a --output b --in-flight 9 | millrace run: --in-flight needs --flavor unary_unary or unary_stream but was given for stream_unary (see millrace run --help)
      run --module ../flink-operators/text/src/test/resources/modules/masking --flavor unary_unary --input a --output b --in-flight 9 --control c | millrace run: no control stream can enter operator 'text-masking': one that is asynchronous has the one module it was made with (see millrace run --help)
      describe                               | millrace describe: Missing required option: '--module=FOLDER' (see millrace describe --help)
      describe --module ../flink-operators/text/src/test/resources/modules/masking --task x | millrace describe: --task must be one that the module serves but was 'x': module 'masking' serves text-masking (see millrace describe --help)
      backfill --output x                    | millrace backfill: Missing required option: '--input=PATH' (see millrace backfill --help)
      backfill --input no.file --output x    | millrace backfill: --input must be a file or folder but no.file is not there (see millrace backfill --help)
      backfill --input pom.xml --output src  | millrace backfill: --output must be a new or empty folder but src holds 2 files (see millrace backfill --help)
      backfill --input pom.xml --output pom.xml | millrace backfill: --output must be a folder but pom.xml is a file (see millrace backfill --help)
      windows --windows llm.chunks           | millrace windows: topics must be three different ones but were [llm.chunks, llm.chunks, llm.dead-letters] (see millrace windows --help)
      windows --seconds 0                    | millrace windows: --seconds must be at least 1 but was 0 (see millrace windows --help)
      produce                                | millrace produce: Missing required option: '--input=PATH' (see millrace produce --help)
      produce --input no.file                | millrace produce: --input must be a file or folder but no.file is not there (see millrace produce --help)
      produce --input pom.xml --streams 0    | millrace produce: --streams must be at least 1 but was 0 (see millrace produce --help)
      produce --input pom.xml --rate 0       | millrace produce: chunks per second must be more than 0 but were 0.0 (see millrace produce --help)
      produce --input pom.xml --rate 1 --tokens-per-second 1 | millrace produce: Error: --rate=R, --tokens-per-second=R are mutually exclusive (specify only one) (see millrace produce --help)
      follow --requests 0                    | millrace follow: --requests must be at least 1 but was 0 (see millrace follow --help)
      follow --as none                       | millrace follow: Invalid value for option '--as': expected one of [INTERACTIVE, AUDIT] (case-insensitive) but was 'none' (see millrace follow --help)
      dead-letters                           | millrace dead-letters: one is needed of list, groups, replay (see millrace dead-letters --help)
      dead-letters list --since yesterday    | millrace dead-letters list: --since must be a time as 2026-11-20T13:56:50Z or a day as 2026-11-20 but was 'yesterday' (see millrace dead-letters list --help)
      dead-letters list --until 2026-11-31   | millrace dead-letters list: --until must be a time as 2026-11-20T13:56:50Z or a day as 2026-11-20 but was '2026-11-31' (see millrace dead-letters list --help)
      dead-letters groups --since 2026-11-20 --until 2026-11-20T00:00:00Z | millrace dead-letters groups: --since must be before --until but they were 2026-11-20T00:00:00Z and 2026-11-20T00:00:00Z (see millrace dead-letters groups --help)
      dead-letters list --limit 0            | millrace dead-letters list: --limit must be at least 1 but was 0 (see millrace dead-letters list --help)
      dead-letters list --width 0            | millrace dead-letters list: --width must be at least 1 but was 0 (see millrace dead-letters list --help)
      dead-letters list -b kafka             | millrace dead-letters list: bootstrap servers must be HOST:PORT, or several with commas between them, but were 'kafka' (see millrace dead-letters list --help)
      dead-letters replay                    | millrace dead-letters replay: a filter is needed, or --all for every letter (see millrace dead-letters replay --help)
      dead-letters replay --limit 3          | millrace dead-letters replay: a filter is needed, or --all for every letter (see millrace dead-letters replay --help)
      dead-letters replay --all --reason X   | millrace dead-letters replay: --all must stand without a filter (see millrace dead-letters replay --help)
      quickstart --seconds 0                 | millrace quickstart: --seconds must be at least 1 but was 0 (see millrace quickstart --help)
      """)
  void saysInOneLineWhichOptionIsWrong(String arguments, String message) {
    Outcome outcome = Outcome.of(arguments.isEmpty() ? new String[0] : arguments.split(" +"));

    assertThat(outcome.err()).isEqualTo(message + "\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "entities",
        "generate",
        "first-token",
        "chat",
        "say",
        "train",
        "run",
        "describe",
        "backfill",
        "windows",
        "produce",
        "follow",
        "dead-letters",
        "dead-letters list",
        "dead-letters groups",
        "dead-letters replay",
        "quickstart"
      })
  void helps(String job) {
    Outcome outcome = Outcome.of((job + " --help").strip().split(" "));

    assertThat(outcome.out()).startsWith(("Usage: millrace " + job).strip());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void failsInOneLineWhereKafkaRefusesItsProperties() throws Exception {
    Path properties = Files.writeString(folder.resolve("kafka"), "security.protocol=NONE");

    Outcome outcome = Outcome.of("entities", "--kafka-properties", properties.toString());

    assertThat(outcome.err())
        .matches("millrace entities failed: Kafka's properties are wrong: .*NONE.*\n");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void failsInOneLineWhereTheInputHoldsNothing() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.sse"));

    Outcome outcome = Outcome.of("produce", "--input", empty.toString());

    assertThat(outcome.err())
        .isEqualTo("millrace produce failed: no chat-completion chunk found in " + empty + "\n");
    assertThat(outcome.status()).isEqualTo(1);
  }
}
