package io.millrace.core.action;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an application stands, and where it stood after the last steps before. Immutable.
 *
 * @param most so many of those before are kept
 * @param past those before, the oldest first
 * @param now where it stands
 */
record History(int most, List<Progress> past, Progress now) {

  History {
    past = List.copyOf(past);
  }

  static History of(int most, Progress now) {
    return new History(most, List.of(), now);
  }

  /** The application has come further, or only an attempt has. */
  History with(Progress next) {
    boolean moved = next.sequence() != now.sequence();
    if (!moved || now.sequence() == 0 || most == 0) {
      return new History(most, past, next);
    }
    List<Progress> more = new ArrayList<>(past);
    more.add(now);
    return new History(most, more.subList(Math.max(0, more.size() - most), more.size()), next);
  }

  /** Where it stood after the step of this number. */
  Progress after(String application, long step) {
    long latest = now.sequence() - 1;
    long first = latest - past.size();
    if (step < first || step > latest || latest < 0) {
      throw Progress.notKept(application, step, first, latest);
    }
    return step == latest ? now : past.get((int) (step - first));
  }
}
