/**
 * What an action's author needs to hold an action to its promises, in plain Java. {@link
 * io.millrace.testkit.action.ActionTrial} runs one action, or a graph, once from a given state and inputs, in each way there
 * is; {@link io.millrace.testkit.action.ActionLaws} compares the ways.
 */
@NullMarked
package io.millrace.testkit.action;

import org.jspecify.annotations.NullMarked;
