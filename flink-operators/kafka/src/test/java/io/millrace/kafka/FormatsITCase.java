package io.millrace.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.broker.TestKafka;
import io.millrace.core.Message;
import io.millrace.core.Origin;
import io.millrace.core.Parameters;
import io.millrace.core.Status;
import io.millrace.flink.types.MessageTypes;
import io.millrace.kafka.envelope.EnvelopeFormat;
import io.millrace.kafka.envelope.Plain;
import io.millrace.kafka.registry.RegistryServer;
import io.millrace.kafka.registry.SchemaRegistry;
import io.millrace.schemas.TokenClassificationResult;
import io.millrace.schemas.TokenClassificationStreamResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FormatsITCase {

  private static final Class<TokenClassificationStreamResult> FRAMES =
      TokenClassificationStreamResult.class;

  private static final List<Message<TokenClassificationStreamResult>> WRITTEN = List.of(
      Message.of("r", 0, frame(0, 5))
          .withParameters(Parameters.of("threshold", 0.5))
          .withHeaders(Map.of("traceparent", "00-1")),
      Message.of("r", 1, frame(5, 9, "grün")),
      Message.end("r", 2, Status.Code.CANCELLED.because("enough")));

  private static final StrictCluster CLUSTER = new StrictCluster();

  @RegisterExtension
  static final MiniClusterExtension FLINK = CLUSTER.extension();

  private static TestKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static TokenClassificationStreamResult frame(long start, long end, String... words) {
    List<TokenClassificationResult> results = new ArrayList<>();
    for (String word : words) {
      results.add(new TokenClassificationResult(start, end, word, "COLOUR", null, 0.75, null));
    }
    return new TokenClassificationStreamResult(results, end, start, null);
  }

  private static DataStream<Message<TokenClassificationStreamResult>> written(
      StreamExecutionEnvironment environment) {
    return environment.fromData(
        MessageTypes.of(FRAMES), WRITTEN.get(0), WRITTEN.get(1), WRITTEN.get(2));
  }

  private static void write(String topic, EnvelopeFormat format) throws Exception {
    kafka.createTopic(topic, 1);
    StreamExecutionEnvironment writing = StrictCluster.environment(1, new Configuration());
    written(writing).sinkTo(KafkaSinks.envelopes(out(topic), format, FRAMES)).uid("out");
    writing.execute();
  }

  private static KafkaOutput out(String topic) {
    return KafkaOutput.of(kafka.servers(), topic);
  }

  private static KafkaInput in(String topic) {
    return KafkaInput.of(kafka.servers(), "group", topic)
        .from(OffsetsInitializer.earliest())
        .bounded();
  }

  @Test
  void flinkSqlReadsWhatIsWrittenPlain() throws Exception {
    write("plain", EnvelopeFormat.plain());

    assertThat(sql("""
            SELECT request_id, `sequence`, payload.processed_index, payload.results[1].word,
              payload.results[1].score, `parameters`['threshold'], headers['traceparent'], `last`, status_code,
              status_message
            FROM envelopes"""))
        .containsExactly(
            Row.of("r", 0L, 5L, null, null, "0.5", "00-1", false, "OK", ""),
            Row.of("r", 1L, 9L, "grün", 0.75, null, null, false, "OK", ""),
            Row.of("r", 2L, null, null, null, null, null, true, "CANCELLED", "enough"));
  }

  private static List<Row> sql(String query) throws Exception {
    StreamTableEnvironment tables =
        StreamTableEnvironment.create(StrictCluster.environment(1, new Configuration()));
    tables.executeSql("CREATE TABLE envelopes (" + Plain.columns(FRAMES)
        + ") WITH ('connector' = 'kafka', 'topic' = 'plain', 'properties.bootstrap.servers' = '"
        + kafka.servers() + "', 'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' ="
        + " 'latest-offset', 'format' = 'avro')");
    List<Row> rows = new ArrayList<>();
    CloseableIterator<Row> result = tables.executeSql(query).collect();
    result.forEachRemaining(rows::add);
    result.close();
    return rows;
  }

  @Test
  void whatIsWrittenPlainIsReadAsMessagesToo() throws Exception {
    write("plain-again", EnvelopeFormat.plain());

    assertThat(read("plain-again", EnvelopeFormat.plain()))
        .containsExactlyElementsOf(placed("plain-again"));
  }

  /** The registry is overloaded when the job asks for the first id; when it asks again it is not. */
  @Test
  void aJobWaitsForItsRegistryAndLosesNoRecord() throws Exception {
    try (RegistryServer server = new RegistryServer()) {
      EnvelopeFormat format = EnvelopeFormat.registry(SchemaRegistry.of(server.url()));
      write("registered", format);
      kafka.write(List.of(
          new ProducerRecord<>("registered", "r".getBytes(UTF_8), new byte[] {0, 0, 0, 0, 99})));
      server.refuse(1);

      StreamExecutionEnvironment reading = StrictCluster.surviving(1);
      MessageSource<TokenClassificationStreamResult> source =
          KafkaSources.envelopes(reading, "in", in("registered"), format, FRAMES);
      var dead = source.deadLetters().collectAsync();
      var messages = source.messages().collectAsync();
      reading.execute();

      assertThat(messages).toIterable().containsExactlyElementsOf(placed("registered"));
      assertThat(dead)
          .toIterable()
          .singleElement()
          .satisfies(letter -> assertThat(letter.message())
              .isEqualTo("an envelope must have the id of an Avro schema that registry "
                  + server.url() + " knows but has 99"));
    }
  }

  @Test
  void jsonIsWrittenForPeopleAndNotRead() throws Exception {
    write("json", EnvelopeFormat.json());

    assertThat(kafka.read("json"))
        .extracting(record -> new String(record.value(), UTF_8))
        .element(1)
        .isEqualTo("""
            {"request_id":"r","attempt":0,"sequence":1,"payload":{"results":[{"start":5,"end":9,"word":"grün",\
            "entity":"COLOUR","entity_group":null,"score":0.75,"token_count":null}],"processed_index":9,\
            "start_index":5,"warnings":null},"parameters":{},"headers":{},"last":false,\
            "status":{"code":"OK","message":""}}""");
    assertThatThrownBy(() -> read("json", EnvelopeFormat.json()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "envelopes of JSON are written for people and not read: a source must have another format");
  }

  private static List<Message<TokenClassificationStreamResult>> placed(String topic) {
    List<Message<TokenClassificationStreamResult>> placed = new ArrayList<>();
    for (Message<TokenClassificationStreamResult> message : WRITTEN) {
      placed.add(message.withOrigin(new Origin(topic, 0, placed.size())));
    }
    return placed;
  }

  private static List<Message<TokenClassificationStreamResult>> read(
      String topic, EnvelopeFormat format) throws Exception {
    StreamExecutionEnvironment reading = StrictCluster.environment(1, new Configuration());
    return KafkaSources.envelopes(reading, "in", in(topic), format, FRAMES)
        .messages()
        .executeAndCollect(10);
  }
}
