package io.millrace.testkit;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A law that does not hold: what was wanted and what was got. Never leaves the package. */
final class Breach extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Law law;
  private final String wanted;
  private final String got;

  private Breach(Law law, String wanted, String got, @Nullable Throwable cause) {
    super(law + ": wanted " + wanted + " but got " + got, cause, false, false);
    this.law = law;
    this.wanted = wanted;
    this.got = got;
  }

  static Breach of(Law law, Object wanted, Object got) {
    return new Breach(law, wanted.toString(), got.toString(), null);
  }

  static Breach thrown(Throwable thrown) {
    return new Breach(Law.ANSWERS, "an answer", "a thrown " + thrown, thrown);
  }

  static void unlessEqual(Law law, Object wanted, Object got) {
    if (!Objects.equals(wanted, got)) {
      throw of(law, wanted, got);
    }
  }

  Law law() {
    return law;
  }

  String wanted() {
    return wanted;
  }

  String got() {
    return got;
  }
}
