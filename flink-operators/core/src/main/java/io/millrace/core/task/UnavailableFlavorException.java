package io.millrace.core.task;

import java.io.Serial;

/** Says why a flavour of a task cannot be had from a module: each path that was tried, and what it lacks. */
public final class UnavailableFlavorException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  UnavailableFlavorException(String message) {
    super(message);
  }
}
