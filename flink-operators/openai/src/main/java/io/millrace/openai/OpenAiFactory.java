package io.millrace.openai;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.load.Settings;
import io.millrace.core.task.TaskModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Loads {@link OpenAiModule}. Times are in seconds; of the key the file holds the name of its variable, or the path of its
 * file, both on the worker.
 *
 * <pre>{@code
 * settings:
 *   base_url: http://localhost:8000/v1
 *   model: llama-3.1-8b-instruct
 *   key_environment: MODEL_SERVER_KEY     # or key_file
 *   silence_timeout: 30
 * }</pre>
 */
public final class OpenAiFactory implements ModuleFactory {

  /** What is not set has the default of {@link OpenAiSettings}. */
  private static final Parameter<String> BASE_URL =
      Parameter.ofString("base_url", "").withoutDefault();

  private static final Parameter<String> MODEL = Parameter.ofString("model", "").withoutDefault();
  private static final Parameter<String> KEY_ENVIRONMENT =
      Parameter.ofString("key_environment", "").withoutDefault();
  private static final Parameter<String> KEY_FILE =
      Parameter.ofString("key_file", "").withoutDefault();
  private static final Parameter<String> ENDPOINT = Parameter.ofString(
          "endpoint", "chat_completions")
      .within(
          List.of("chat_completions", "completions")::contains, "chat_completions or completions");
  private static final Parameter<String> SYSTEM_PROMPT = Parameter.ofString("system_prompt", "");
  private static final Parameter<Double> CONNECT_TIMEOUT = seconds("connect_timeout");
  private static final Parameter<Double> ANSWER_TIMEOUT = seconds("answer_timeout");
  private static final Parameter<Double> SILENCE_TIMEOUT = seconds("silence_timeout");
  private static final Parameter<Long> MAX_PARALLEL_REQUESTS =
      Parameter.ofLong("max_parallel_requests", 1, 1, Integer.MAX_VALUE).withoutDefault();
  private static final Parameter<Boolean> DETERMINISTIC =
      Parameter.ofBoolean("deterministic", false);
  private static final Parameter<String> EXTRA_BODY = Parameter.ofString("extra_body", "");

  /** Made by {@link java.util.ServiceLoader}. */
  public OpenAiFactory() {}

  private static Parameter<Double> seconds(String name) {
    return Parameter.ofDouble(name, 1, 0.001, 86_400).withoutDefault();
  }

  @Override
  public String id() {
    return OpenAiModule.ID;
  }

  @Override
  public String version() {
    return OpenAiModule.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.required(BASE_URL),
        Setting.required(MODEL),
        Setting.of(KEY_ENVIRONMENT),
        Setting.of(KEY_FILE),
        Setting.of(ENDPOINT),
        Setting.of(SYSTEM_PROMPT),
        Setting.of(CONNECT_TIMEOUT),
        Setting.of(ANSWER_TIMEOUT),
        Setting.of(SILENCE_TIMEOUT),
        Setting.of(MAX_PARALLEL_REQUESTS),
        Setting.of(DETERMINISTIC),
        Setting.of(EXTRA_BODY));
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    Settings set = folder.settings();
    OpenAiSettings.Builder builder = set.use(
            BASE_URL, url -> OpenAiSettings.of(url, set.get(MODEL)))
        .apiKey(key(set))
        .endpoint(Endpoint.valueOf(set.get(ENDPOINT).toUpperCase(Locale.ROOT)))
        .systemPrompt(set.get(SYSTEM_PROMPT))
        .deterministic(set.get(DETERMINISTIC))
        .extraBody(set.get(EXTRA_BODY));
    duration(set, CONNECT_TIMEOUT).ifPresent(builder::connectTimeout);
    duration(set, ANSWER_TIMEOUT).ifPresent(builder::answerTimeout);
    duration(set, SILENCE_TIMEOUT).ifPresent(builder::silenceTimeout);
    set.find(MAX_PARALLEL_REQUESTS).map(Long::intValue).ifPresent(builder::maxParallelRequests);
    return OpenAiModule.of(builder.build());
  }

  private static KeySource key(Settings set) {
    boolean inFile = set.find(KEY_FILE).isPresent();
    if (set.find(KEY_ENVIRONMENT).isPresent()) {
      if (inFile) {
        throw set.refusal("key_file", "must not be given beside 'key_environment'");
      }
      return set.use(KEY_ENVIRONMENT, KeySource::environment);
    }
    return inFile ? set.use(KEY_FILE, file -> KeySource.file(Path.of(file))) : KeySource.none();
  }

  private static Optional<Duration> duration(Settings set, Parameter<Double> seconds) {
    return set.find(seconds).map(value -> Duration.ofNanos((long) (value * 1e9)));
  }
}
