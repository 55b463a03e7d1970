package io.millrace.flink;

import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The control of an operator further down: each request says what it begins with, in a header of its first message. */
final class Listening<W extends Loaded> implements Beginning<W> {

  private final OperatorSettings settings;
  private final Versions<W> versions;
  private final Following<W> following;

  /** What the last request said, whether it was refused or not: it is not tried again with every request. */
  private @Nullable String heard;

  Listening(OperatorSettings settings, Versions<W> versions, Following<W> following) {
    this.settings = settings;
    this.versions = versions;
    this.following = following;
  }

  @Override
  public Version<W> of(Map<String, String> headers, Consumer<DeadLetter> letters) {
    String said = headers.remove(ControlHeaders.name(settings.name()));
    ControlHeaders.stripAtTheLast(settings, headers);
    if (!Objects.equals(said, heard)) {
      heard = said;
      following.follow(said == null ? null : ControlHeaders.control(said), letters);
    }
    return versions.current();
  }
}
