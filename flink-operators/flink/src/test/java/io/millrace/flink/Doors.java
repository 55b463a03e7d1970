package io.millrace.flink;

import io.millrace.core.Message;
import io.millrace.flink.types.MessageTypes;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs that are built and looked at, but not run. */
final class Doors {

  private Doors() {}

  static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(4);
    return environment;
  }

  static DataStream<Message<String>> texts() {
    return texts(environment());
  }

  static DataStream<Message<String>> texts(StreamExecutionEnvironment environment) {
    return environment
        .fromData(MessageTypes.of(String.class), Message.unary("r", "text"))
        .uid("texts")
        .name("texts");
  }

  /** The door before a stream of texts. */
  static TaskStreams<String> open() {
    return TaskStreams.of(texts());
  }
}
