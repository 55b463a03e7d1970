package io.millrace.examples.cli;

import io.millrace.kafka.MessageSource;

/**
 * How much there is to read.
 *
 * @param counter the accumulator that counts what was read
 * @param unit what it counts, in words
 * @param amount how much of it there is; 0 if nobody knows
 */
public record ReadTotal(String counter, String unit, long amount) {

  /** So many records of topics; 0 if the job does not end. */
  public static ReadTotal records(long amount) {
    return new ReadTotal(MessageSource.RECORDS_READ, "records", amount);
  }
}
