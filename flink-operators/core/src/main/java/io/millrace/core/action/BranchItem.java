package io.millrace.core.action;

/**
 * An intermediate result of a branch.
 *
 * @param index the branch's place in its list
 * @param branch the branch's name
 * @param item the intermediate result, and of which step of the branch
 */
public record BranchItem(int index, String branch, RunEvent.Item item) {}
