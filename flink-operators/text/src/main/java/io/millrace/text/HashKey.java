package io.millrace.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret key, read where the module runs: it travels in no job graph and no state, and shows in no text. Only where it came
 * from does.
 */
public final class HashKey {

  private static final String ALGORITHM = "HmacSHA256";

  /** Shorter keys can be guessed. */
  private static final int LEAST_BYTES = 16;

  /** Bytes of the hash that are shown: among four billion texts two share a hash with a chance of about one half. */
  private static final int SHOWN_BYTES = 8;

  private final String source;
  private final SecretKeySpec key;

  private HashKey(String source, byte[] bytes) {
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException("the key of " + source + " must have at least "
          + LEAST_BYTES + " bytes but has " + bytes.length);
    }
    this.source = source;
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** The bytes of a file, without line ends at its end. */
  public static HashKey fromFile(Path file) {
    try {
      return new HashKey("file " + file, withoutLineEnd(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("the key could not be read from file " + file, e);
    }
  }

  /** The value of an environment variable, as UTF-8. */
  public static HashKey fromEnvironment(String variable) {
    return from(System.getenv(), variable);
  }

  static HashKey from(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "the key must be in environment variable " + variable + " but that is not set");
    }
    return new HashKey("environment variable " + variable, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The first bytes of the HMAC-SHA256 of the text in UTF-8, in hexadecimal digits. */
  String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK must have " + ALGORITHM, e);
    }
  }

  private static byte[] withoutLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  @Override
  public String toString() {
    return "key of " + source;
  }
}
