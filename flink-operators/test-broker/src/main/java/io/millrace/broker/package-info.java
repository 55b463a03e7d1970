/**
 * The one place from which the integration tests take their Kafka.
 *
 * <p>{@link io.millrace.broker.TestKafka} starts a broker of a test's own. Where it runs is settled by the first that starts in a JVM
 * and by the system property {@code millrace.kafka}: {@code container} or {@code embedded} insist, {@code auto}, the default, takes a
 * container where a Docker engine answers and can have the image, which {@code millrace.kafka.image} names.
 * {@link io.millrace.broker.ThreeBrokers} are always in the process, for whoever stops brokers.
 */
@NullMarked
package io.millrace.broker;

import org.jspecify.annotations.NullMarked;
