package io.millrace.flink;

import io.millrace.core.Message;
import java.io.Serializable;

/** Says whose a request is. An exception ends the request, with the status that it stands for. */
@FunctionalInterface
public interface TenantKey extends Serializable {

  /** The tenant of the request that begins with this message. */
  String of(Message<?> first);
}
