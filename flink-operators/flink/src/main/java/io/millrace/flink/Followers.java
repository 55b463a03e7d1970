package io.millrace.flink;

import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/**
 * The operators behind the one that a control stream enters, whom it tells what is said to them. Each enters itself while the
 * job is built; what is known when the job is submitted goes to the workers.
 */
final class Followers implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeSet<String> names = new TreeSet<>();

  static Followers of(String... names) {
    Followers followers = new Followers();
    followers.names.addAll(List.of(names));
    return followers;
  }

  void add(String name) {
    names.add(name);
  }

  boolean contains(String name) {
    return names.contains(name);
  }
}
