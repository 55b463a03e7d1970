package io.millrace.loading;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.Alias;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.Task;
import io.millrace.core.task.TaskModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Greets and takes leave: one module with two tasks, one of them by two backends, in the place of a retired one. */
public final class GreetingFactory implements ModuleFactory {

  static final Task<String, String, String, String> GREETING = task("greeting");
  static final Task<String, String, String, String> FAREWELL = task("farewell");
  static final Task<String, String, String, String> SILENCE = task("silence");

  private static final Parameter<String> WORD = Parameter.ofString("word", "hello");
  private static final Parameter<Long> TIMES = Parameter.ofLong("times", 1, 1, 3);
  private static final Parameter<String> TITLE = Parameter.ofString("title", "").withoutDefault();

  /** How many of its modules are open. */
  static final AtomicInteger OPEN = new AtomicInteger();

  public GreetingFactory() {}

  private static Task<String, String, String, String> task(String name) {
    return Task.named(name)
        .input(String.class, String.class)
        .output(String.class, String.class)
        .build();
  }

  @Override
  public String id() {
    return "polite";
  }

  @Override
  public String version() {
    return "2.3.0";
  }

  @Override
  public List<Alias> aliases() {
    return List.of(Alias.of("streaming-greeter", "7.0.0", GREETING));
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of(WORD),
        Setting.of(TIMES),
        Setting.entries("titles", Setting.required(TITLE), Setting.of(TIMES)));
  }

  @Override
  public TaskModule create(ModuleFolder folder) throws IOException {
    Settings settings = folder.settings();
    String greeting =
        settings.use(WORD, GreetingFactory::checked).repeat(settings.get(TIMES).intValue());
    StringBuilder titles = new StringBuilder();
    settings
        .entries("titles")
        .forEach(title ->
            titles.append(title.get(TITLE).repeat(title.get(TIMES).intValue())).append(' '));
    String end = folder.artifacts().containsKey("end")
        ? Files.readString(folder.artifact("end"))
        : "goodbye";
    OPEN.incrementAndGet();
    return TaskModule.named("polite", "2.3.0")
        .serves(
            GREETING,
            as -> as.unaryUnary((name, parameters) -> greeting + " " + titles + name)
                .backend(
                    "remote",
                    remote -> remote.unaryUnary(
                        (name, parameters) -> "from afar: " + greeting + " " + name)))
        .serves(FAREWELL, as -> as.unaryUnary((name, parameters) -> end + " " + name))
        .holds(OPEN::decrementAndGet)
        .build();
  }

  private static String checked(String word) {
    if (word.contains("!")) {
      throw new IllegalArgumentException("a greeting must be quiet but was \"" + word + "\"");
    }
    return word;
  }
}
