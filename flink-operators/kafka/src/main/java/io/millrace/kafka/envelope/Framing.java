package io.millrace.kafka.envelope;

import org.apache.avro.Schema;

/** What stands before the body, and says which schema the body was written with. */
interface Framing {

  /** How many bytes stand before the body. */
  int header();

  /** What names the schema. */
  long key(byte[] bytes) throws EnvelopeException;

  /** The schema of a name; asked for once, where there is one. */
  Schema writer(long key) throws EnvelopeException;
}
