package io.millrace.flink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed state as it is today. Its profile has gained two components since {@code action-savepoint-1.bin} was taken; the
 * account has gained one, and lost one, see {@link OldSavepoint}.
 */
public final class Grown {

  private Grown() {}

  /** A part of the state. */
  public record Profile(String name, int visits, @Nullable String nickname, long level) {}

  /** The state. */
  public record Account(
      String owner, Profile profile, @Nullable List<String> languages) {}
}
