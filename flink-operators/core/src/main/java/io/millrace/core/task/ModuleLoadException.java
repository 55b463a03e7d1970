package io.millrace.core.task;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says why a module could not be loaded: what was looked for and what is there, or the file, the key and the rule. */
public final class ModuleLoadException extends IllegalArgumentException {

  @Serial
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public ModuleLoadException(String message) {
    super(message);
  }

  /** Says what is wrong, and what brought it about. */
  public ModuleLoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
