/**
 * What travels: the {@link io.millrace.core.Message} that carries one element of one request, its {@link
 * io.millrace.core.Status}, {@link io.millrace.core.Origin} and {@link io.millrace.core.Parameters}.
 *
 * <p>Everything here is an immutable value. Nothing here knows a task, a module, Flink, Kafka or Avro; what runs is in
 * {@code io.millrace.core.task}.
 */
@NullMarked
package io.millrace.core;

import org.jspecify.annotations.NullMarked;
