package io.millrace.flink.types;

import io.millrace.core.action.Step;

/**
 * How Flink stores of which branch an item is: one level of branches. Public only because Flink's serializer of records must
 * see it.
 *
 * @param index the branch's place in its list
 * @param branch the branch's name
 * @param step the step of the branch
 * @param number the item's number in that step
 */
public record BranchLevel(int index, String branch, Step step, long number) {}
