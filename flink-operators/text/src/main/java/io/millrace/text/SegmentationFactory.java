package io.millrace.text;

import io.millrace.core.Setting;
import io.millrace.core.load.ModuleFactory;
import io.millrace.core.load.ModuleFolder;
import io.millrace.core.task.TaskModule;
import java.util.List;

/**
 * Loads {@link Segmentation}.
 *
 * <pre>{@code
 * settings:
 *   sentences: en        # a language tag, or und for the rules for all; or else 'segments', a regular expression
 *   trimmed: true        # sentences without the white space around them
 *   cap: 16384
 * }</pre>
 */
public final class SegmentationFactory implements ModuleFactory {

  /** Made by {@link java.util.ServiceLoader}. */
  public SegmentationFactory() {}

  @Override
  public String id() {
    return Segmentation.ID;
  }

  @Override
  public String version() {
    return Segmentation.VERSION;
  }

  @Override
  public List<Setting> settings() {
    return SegmenterSettings.ALL;
  }

  @Override
  public TaskModule create(ModuleFolder folder) {
    return Segmentation.module(SegmenterSettings.segmenter(folder.settings()));
  }
}
