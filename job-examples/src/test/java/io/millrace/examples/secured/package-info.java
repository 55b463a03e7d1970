/** The jobs against a Kafka that asks for certificates and passwords. */
@NullMarked
package io.millrace.examples.secured;

import org.jspecify.annotations.NullMarked;
