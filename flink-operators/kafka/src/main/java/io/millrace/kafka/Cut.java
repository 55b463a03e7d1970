package io.millrace.kafka;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What bytes were before a dead letter's record had no room for all of them.
 *
 * @param length how many there were
 * @param sha256 their SHA-256 in hex
 */
public record Cut(int length, String sha256) {

  /** What can be told of bytes. */
  public static Cut of(byte[] whole) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole);
      return new Cut(whole.length, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
