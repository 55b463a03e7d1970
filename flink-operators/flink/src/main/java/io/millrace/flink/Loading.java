package io.millrace.flink;

import io.millrace.core.task.ModuleRunner;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * What a worker asks of an operator's recipe.
 *
 * @param module the reference of the version; empty for the one the supplier itself stands for
 * @param temporary the task's own folder for what it must copy
 */
record Loading(String module, Path temporary) {

  /** The version that the supplier itself stands for. */
  static Loading first(RuntimeContext context) {
    return new Loading("", temporary(context));
  }

  Loading of(String newModule) {
    return new Loading(newModule, temporary);
  }

  /** Makes the runner. */
  <I, IE, O, OE> ModuleRunner<I, IE, O, OE> from(RunnerSupplier<I, IE, O, OE> supplier) {
    boolean own = module.isEmpty() || module.equals(supplier.reference());
    RunnerSupplier<I, IE, O, OE> wanted = own ? supplier : supplier.at(module);
    return wanted instanceof ModuleUri<I, IE, O, OE> folder ? folder.load(temporary) : wanted.get();
  }

  /** Of the folders that Flink gives a worker, tasks take one after the other, as the disks may be several. */
  private static Path temporary(RuntimeContext context) {
    if (!(context instanceof StreamingRuntimeContext task)) {
      return ModuleUri.TEMPORARY;
    }
    String[] folders = task.getTaskManagerRuntimeInfo().getTmpDirectories();
    return Path.of(folders[context.getTaskInfo().getIndexOfThisSubtask() % folders.length]);
  }
}
