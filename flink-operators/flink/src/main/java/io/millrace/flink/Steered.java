package io.millrace.flink;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of an operator that is told which module to take.
 *
 * @param settings the operator's settings
 * @param first the reference of the version it is built with
 * @param recipe makes any version
 */
record Steered<W extends Loaded>(OperatorSettings settings, String first, Loaded.Recipe<W> recipe)
    implements Serializable {

  /**
   * Loads what the operator was told last, or is built with.
   *
   * @param check throws at a version that cannot take the place of the one the job was built with
   */
  Versions<W> versions(
      RuntimeContext context, @Nullable ModuleControl told, Consumer<? super W> check) {
    Loading loading = Loading.first(context);
    try {
      return new Versions<>(
          settings,
          reference -> recipe.open(loading.of(reference)),
          check,
          Following.reference(told, first),
          Following.defaults(told));
    } catch (RuntimeException e) {
      if (told == null) {
        throw e;
      }
      throw new IllegalStateException(
          "operator '" + settings.name() + "' was told to take " + told.wish()
              + " before it was restored, and now cannot",
          e);
    }
  }

  Steering<W> steering(
      Versions<W> versions,
      Followers followers,
      BroadcastState<String, ModuleControl> kept,
      MetricGroup metrics)
      throws Exception {
    Following<W> following = new Following<>(settings, versions, first, metrics);
    return Steering.of(settings.name(), versions, following, followers, kept);
  }

  Listening<W> listening(Versions<W> versions, MetricGroup metrics) {
    return new Listening<>(settings, versions, new Following<>(settings, versions, first, metrics));
  }
}
