package io.millrace.benchmarks.run;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source that makes its elements has nothing to split, but needs a class for it. */
record NoSplit() implements SourceSplit {

  @Override
  public String splitId() {
    return "none";
  }

  /** Writes nothing. */
  static final class Serializer implements SimpleVersionedSerializer<NoSplit> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(NoSplit none) {
      return new byte[0];
    }

    @Override
    public NoSplit deserialize(int version, byte[] bytes) {
      return new NoSplit();
    }
  }
}
