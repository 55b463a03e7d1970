package io.millrace.files;

import io.millrace.core.Message;
import io.millrace.kafka.envelope.MessageEncoder;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Sinks to files, exactly once: a file is there when the checkpoint after its last element is done, or the bounded job.
 * Files are named {@code NAME-…}.
 */
public final class FileSinks {

  /** Before the body in single-object encoding: two bytes of marker, eight of fingerprint. The file has the schema itself. */
  private static final int SINGLE_OBJECT_HEADER = 10;

  private FileSinks() {}

  /** A sink of Avro container files of envelopes, for {@link RecordFiles#envelopes}. */
  public static <T> FileSink<Message<T>> envelopes(Path folder, String name, Class<T> payload) {
    ContainerWriter.Recipe<Message<T>> recipe = () -> {
      MessageEncoder<T> encoder = MessageEncoder.of(payload);
      return message -> body(encoder.encode(message));
    };
    return FileSink.forBulkFormat(
            folder, ContainerWriter.factory(MessageEncoder.of(payload).schema(), recipe))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig(name, ".avro"))
        .build();
  }

  private static ByteBuffer body(byte[] envelope) {
    return ByteBuffer.wrap(envelope, SINGLE_OBJECT_HEADER, envelope.length - SINGLE_OBJECT_HEADER)
        .slice();
  }

  /** A sink of lines in UTF-8, each of which is what somebody made of an element, such as JSON. */
  public static FileSink<String> lines(Path folder, String name) {
    return FileSink.forRowFormat(folder, new SimpleStringEncoder<String>("UTF-8"))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .withOutputFileConfig(new OutputFileConfig(name, ".jsonl"))
        .build();
  }
}
