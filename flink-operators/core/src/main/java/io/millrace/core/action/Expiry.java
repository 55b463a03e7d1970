package io.millrace.core.action;

import org.jspecify.annotations.Nullable;

/** What is due when a step's time is over. A timer's task cannot be taken back; cleared, it does and holds nothing. */
final class Expiry implements Runnable {

  private volatile @Nullable Runnable due;

  Expiry(Runnable due) {
    this.due = due;
  }

  void clear() {
    due = null;
  }

  @Override
  public void run() {
    Runnable now = due;
    if (now != null) {
      now.run();
    }
  }
}
