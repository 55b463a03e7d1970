/**
 * The soak: a cluster of processes and three brokers under load, at which one fault after the other is thrown, and a table
 * that says what was lost, duplicated or wrong.
 *
 * <p>{@code Soak} runs it. {@code Load} writes requests whose answers {@code Answers} knows from plain Java; {@code Fault} and its
 * kinds do the harm, by a {@code Schedule}; readers take what comes out to ledgers, which compare it with the answers byte by
 * byte.
 */
@NullMarked
package io.millrace.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
