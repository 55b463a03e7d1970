/**
 * How Flink stores and ships what Millrace moves, without Kryo. {@link io.millrace.flink.types.MessageTypes} is what users
 * need: the type of a stream of messages. {@link io.millrace.flink.types.StateTypes} turns the classes that tasks and
 * modules declare into types, and refuses, naming the field, what only Kryo could store.
 *
 * <p>Every type here is a {@code ValueTypeInfo}: of an immutable value whose serializer copies nothing.
 */
@NullMarked
package io.millrace.flink.types;

import org.jspecify.annotations.NullMarked;
