package io.millrace.opennlp;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.TaskModule;
import io.millrace.text.SentenceSegmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import opennlp.tools.tokenize.TokenizerModel;

/**
 * Loads {@link OpenNlpNames}.
 *
 * <pre>{@code
 * settings:
 *   language: en               # whose sentences are read; und for the rules for all
 * artifacts:
 *   model: en-ner-person.bin
 *   tokenizer: en-token.bin    # may be left out: then the simple tokenizer
 * }</pre>
 */
public final class OpenNlpNamesFactory implements ModuleFactory {

  private static final Parameter<String> LANGUAGE = Parameter.ofString("language", "und");

  /** Made by {@link java.util.ServiceLoader}. */
  public OpenNlpNamesFactory() {}

  @Override
  public String id() {
    return OpenNlpNames.ID;
  }

  @Override
  public String version() {
    return OpenNlpNames.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.of(LANGUAGE));
  }

  @Override
  public TaskModule create(ModuleFolder folder) throws IOException {
    SentenceSegmenter sentences = folder
        .settings()
        .<String, SentenceSegmenter>use(LANGUAGE, SentenceSegmenter::of)
        .trimmed();
    OpenNlpNames names = OpenNlpNames.load(folder.artifact("model")).withSentences(sentences);
    Path tokenizer = folder.artifacts().get("tokenizer");
    return tokenizer == null
        ? names.module()
        : names.withTokenizer(new TokenizerModel(tokenizer)).module();
  }
}
