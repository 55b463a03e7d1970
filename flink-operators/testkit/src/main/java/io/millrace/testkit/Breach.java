package io.millrace.testkit;

import io.millrace.core.task.Flavor;
import java.io.Serial;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A law that does not hold: what was wanted and what was got. Never leaves the package. */
final class Breach extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final Law law;
  private final String wanted;
  private final String got;
  private final @Nullable Flavor flavor;

  private Breach(
      Law law, String wanted, String got, @Nullable Flavor flavor, @Nullable Throwable cause) {
    super(law + ": wanted " + wanted + " but got " + got, cause, false, false);
    this.law = law;
    this.wanted = wanted;
    this.got = got;
    this.flavor = flavor;
  }

  static Breach of(Law law, Object wanted, Object got) {
    return new Breach(law, wanted.toString(), got.toString(), null, null);
  }

  static Breach thrown(Throwable thrown) {
    return new Breach(Law.ANSWERS, "an answer", "a thrown " + thrown, null, thrown);
  }

  /** A run elsewhere that failed where plain Java does not: by what it promises itself, or before its end. */
  static Breach failed(Throwable thrown) {
    return thrown instanceof AssertionError
        ? new Breach(
            Law.RUN_AS_PROMISED,
            "a run as the operators promise it",
            String.valueOf(thrown.getMessage()),
            null,
            thrown)
        : new Breach(Law.RUNS, "a run to its end", "a thrown " + thrown, null, thrown);
  }

  static void unlessEqual(Law law, Object wanted, Object got) {
    if (!Objects.equals(wanted, got)) {
      throw of(law, wanted, got);
    }
  }

  /** The same, seen in what this flavour did. */
  Breach in(Flavor where) {
    return new Breach(law, wanted, got, where, getCause());
  }

  /** In which flavour it was seen, if that can be said. */
  Optional<Flavor> flavor() {
    return Optional.ofNullable(flavor);
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
