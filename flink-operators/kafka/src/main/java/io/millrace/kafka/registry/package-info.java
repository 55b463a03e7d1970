/**
 * A schema registry, by the REST calls that Confluent's has and Apicurio's, Karapace and Redpanda's answer too. Confluent's
 * own client is not on Maven Central, and Apicurio's clients speak to Apicurio's registry alone.
 */
@NullMarked
package io.millrace.kafka.registry;

import org.jspecify.annotations.NullMarked;
