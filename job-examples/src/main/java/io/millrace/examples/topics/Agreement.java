package io.millrace.examples.topics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Whether two runs gave the same bytes. */
public final class Agreement {

  private Agreement() {}

  /**
   * The first difference, if there is one.
   *
   * @param what what is compared, for the words
   * @param live each request's messages in their order, by request
   * @param backfill the same of the other run
   */
  public static Optional<String> difference(
      String what, SortedMap<String, List<byte[]>> live, SortedMap<String, List<byte[]>> backfill) {
    TreeSet<String> requests = new TreeSet<>(live.keySet());
    requests.addAll(backfill.keySet());
    return requests.stream()
        .flatMap(request -> difference(
            live.getOrDefault(request, List.of()), backfill.getOrDefault(request, List.of()))
            .map(difference -> what + " of request " + request + ": " + difference)
            .stream())
        .findFirst();
  }

  private static Optional<String> difference(List<byte[]> live, List<byte[]> backfill) {
    int common = Math.min(live.size(), backfill.size());
    for (int i = 0; i < common; i++) {
      if (!Arrays.equals(live.get(i), backfill.get(i))) {
        return Optional.of("message " + i + " differs");
      }
    }
    return live.size() == backfill.size()
        ? Optional.empty()
        : Optional.of("live has " + live.size() + " messages but backfill " + backfill.size());
  }
}
