/**
 * Requests to streaming actions and their replies as Avro records: {@link io.millrace.kafka.action.AnyValues} is between the
 * values of fields, inputs and actions, and what any reader of Avro can read.
 *
 * <p>Needs Avro and core: no Flink has to be there.
 */
@NullMarked
package io.millrace.kafka.action;

import org.jspecify.annotations.NullMarked;
