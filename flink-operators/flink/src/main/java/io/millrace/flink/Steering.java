package io.millrace.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The control of the operator that a control stream enters. What was last said to each operator, and not refused, is kept
 * in broadcast state: a restored task goes on with it. What is said to followers goes with the requests that begin here.
 */
final class Steering<W extends Loaded> implements Beginning<W> {

  private final String name;
  private final Versions<W> versions;
  private final Following<W> following;
  private final Followers followers;
  private final BroadcastState<String, ModuleControl> kept;
  private final Map<String, String> told = new HashMap<>();

  private Steering(
      String name,
      Versions<W> versions,
      Following<W> following,
      Followers followers,
      BroadcastState<String, ModuleControl> kept) {
    this.name = name;
    this.versions = versions;
    this.following = following;
    this.followers = followers;
    this.kept = kept;
  }

  /** The state: by the name of each operator, what it was told. */
  static MapStateDescriptor<String, ModuleControl> kept() {
    return new MapStateDescriptor<>("module-controls", Types.STRING, ModuleControl.TYPE);
  }

  /** Begins with what is kept. */
  static <W extends Loaded> Steering<W> of(
      String name,
      Versions<W> versions,
      Following<W> following,
      Followers followers,
      BroadcastState<String, ModuleControl> kept)
      throws Exception {
    Steering<W> steering = new Steering<>(name, versions, following, followers, kept);
    for (Map.Entry<String, ModuleControl> entry : kept.immutableEntries()) {
      steering.tell(entry.getValue());
    }
    return steering;
  }

  /** Takes a message of the control stream. One that is for another chain is let be. */
  void take(ModuleControl control, Consumer<DeadLetter> letters) throws Exception {
    boolean own = control.operator().equals(name);
    if (!own && !followers.contains(control.operator())) {
      return;
    }
    ModuleControl before = kept.get(control.operator());
    ModuleControl now = before == null ? control : control.over(before);
    if (!own) {
      following.passedOn();
    } else if (!following.follow(now, letters)) {
      return;
    }
    kept.put(control.operator(), now);
    tell(now);
  }

  private void tell(ModuleControl control) {
    if (followers.contains(control.operator())) {
      told.put(ControlHeaders.name(control.operator()), ControlHeaders.text(control));
    }
  }

  @Override
  public Version<W> of(Map<String, String> headers, Consumer<DeadLetter> letters) {
    ControlHeaders.strip(headers);
    headers.putAll(told);
    return versions.current();
  }
}
