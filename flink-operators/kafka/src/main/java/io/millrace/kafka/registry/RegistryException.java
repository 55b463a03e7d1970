package io.millrace.kafka.registry;

import org.jspecify.annotations.Nullable;

/**
 * A registry that could not be reached, or did not answer as one, or refused a writer's schema: nothing that a record is to
 * blame for. The job fails, and Flink tries again.
 */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
