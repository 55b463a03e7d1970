package io.millrace.text;

import io.millrace.core.Parameter;
import io.millrace.core.Setting;
import io.millrace.core.load.Settings;
import java.util.List;

/**
 * The settings that say what the segments of a text are.
 *
 * <pre>{@code
 * segments: '[^.!?\s][^.!?]*[.!?]?'    # the regular expression of a segment
 * look_behind: 32
 * }</pre>
 *
 * <pre>{@code
 * sentences: en        # or the language whose sentences they are; und for the rules for all
 * trimmed: true        # without the white space around them
 * }</pre>
 *
 * <p>Either takes a {@code cap}.
 */
final class SegmenterSettings {

  private static final Parameter<String> SEGMENTS =
      Parameter.ofString("segments", "").withoutDefault();
  private static final Parameter<Long> LOOK_BEHIND =
      Parameter.ofLong("look_behind", StableSegmenter.LOOK_BEHIND, 1, 1 << 16);
  private static final Parameter<String> SENTENCES =
      Parameter.ofString("sentences", "").withoutDefault();
  private static final Parameter<Boolean> TRIMMED = Parameter.ofBoolean("trimmed", false);
  private static final Parameter<Long> CAP =
      Parameter.ofLong("cap", StableSegmenter.CAP, 2, 1 << 20);

  /** What can be set. */
  static final List<Setting> ALL = List.of(
      Setting.of(SEGMENTS),
      Setting.of(LOOK_BEHIND),
      Setting.of(SENTENCES),
      Setting.of(TRIMMED),
      Setting.of(CAP));

  private SegmenterSettings() {}

  static Segmenter segmenter(Settings settings) {
    boolean byPattern = settings.find(SEGMENTS).isPresent();
    if (byPattern == settings.find(SENTENCES).isPresent()) {
      throw settings.refusal("segments", "must be given, or else 'sentences', and not both");
    }
    int cap = settings.get(CAP).intValue();
    if (byPattern) {
      return settings
          .<String, StableSegmenter>use(SEGMENTS, StableSegmenter::of)
          .withCap(cap)
          .withLookBehind(settings.get(LOOK_BEHIND).intValue());
    }
    SentenceSegmenter sentences = settings
        .<String, SentenceSegmenter>use(SENTENCES, SentenceSegmenter::of)
        .withCap(cap);
    return settings.get(TRIMMED) ? sentences.trimmed() : sentences;
  }
}
