package io.millrace.core.action;

import java.util.Set;
import java.util.TreeSet;

/**
 * What an action may see and change of a state, and what it has written so far.
 *
 * @param owner one object a step, by which a state made from the step's own is known
 * @param action names the action in errors
 */
record Scope(
    Owner owner, String action, Set<String> reads, Set<String> writes, Set<String> written) {

  /** The identity of one step. */
  static final class Owner {}

  static Scope of(Owner owner, String action, Set<String> reads, Set<String> writes) {
    return new Scope(owner, action, reads, writes, Set.of());
  }

  boolean sees(String name) {
    return reads.contains(name) || written.contains(name);
  }

  IllegalStateException unseen(String name) {
    return new IllegalStateException("action '" + action + "' does not declare to read field '"
        + name + "'; it reads " + Shown.names(reads));
  }

  /** With one field more written. */
  Scope writing(String name) {
    if (!writes.contains(name)) {
      throw undeclared(action, writes, name);
    }
    Set<String> more = new TreeSet<>(written);
    more.add(name);
    return new Scope(owner, action, reads, writes, more);
  }

  /** As if only these had been written. */
  Scope only(Set<String> names) {
    Set<String> fewer = new TreeSet<>(written);
    fewer.retainAll(names);
    return new Scope(owner, action, reads, writes, fewer);
  }

  static IllegalStateException undeclared(String action, Set<String> writes, String name) {
    return new IllegalStateException("action '" + action + "' does not declare to write field '"
        + name + "'; it writes " + Shown.names(writes));
  }
}
