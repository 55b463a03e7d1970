package io.millrace.core.action;

/**
 * An intermediate result of a branch.
 *
 * @param index the branch's place in its list
 * @param branch the branch's name
 * @param item the intermediate result, and of which step of the branch
 */
public record BranchItem(int index, String branch, RunEvent.Item item) {

  /** The intermediate result itself: what the action of the branch, or of a branch within it, gave. */
  public Object value() {
    Object given = item.item();
    return given instanceof BranchItem inner ? inner.value() : given;
  }
}
