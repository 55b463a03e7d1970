package io.millrace.loading;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.ModuleRunner;
import io.millrace.core.task.TaskModule;
import java.util.List;

/** Says twice what another module says; fails if told to. */
public final class EchoingFactory implements ModuleFactory {

  private static final Parameter<Boolean> FAILS = Parameter.ofBoolean("fails", false);
  private static final Parameter<Boolean> BREAKS = Parameter.ofBoolean("breaks", false);

  public EchoingFactory() {}

  @Override
  public String id() {
    return "echoing";
  }

  @Override
  public String version() {
    return "1.0.0";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.module("voice"), Setting.of(FAILS), Setting.of(BREAKS));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    ModuleRunner<String, String, String, String> voice =
        folder.settings().runner("voice", GreetingFactory.GREETING);
    if (folder.settings().get(FAILS)) {
      throw new IllegalStateException("lost its voice");
    }
    if (folder.settings().get(BREAKS)) {
      throw new NoClassDefFoundError("Throat");
    }
    return TaskModule.named("echoing", "1.0.0")
        .serves(
            GreetingFactory.GREETING,
            as -> as.unaryUnary(
                (name, parameters) -> voice.unaryUnary(name) + ", " + voice.unaryUnary(name)))
        .holds(voice)
        .build();
  }
}
