package io.millrace.examples.multitask;

import io.millrace.core.Message;
import io.millrace.flink.TaskStreams;
import io.millrace.schemas.ClassificationResults;
import io.millrace.schemas.TokenClassificationResults;
import io.millrace.tasks.StandardTasks;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Both tasks over one stream of whole texts.
 *
 * @param entities the entities of each
 * @param sentiment the sentiment of each
 */
public record MultiTaskPipeline(
    DataStream<Message<TokenClassificationResults>> entities,
    DataStream<Message<ClassificationResults>> sentiment) {

  /** Builds it; each operator has a module of its own. */
  public static MultiTaskPipeline over(DataStream<Message<String>> texts) {
    TaskStreams<String> door = TaskStreams.of(texts);
    return new MultiTaskPipeline(
        door.unaryUnary(
                "entities",
                () -> StandardTasks.TOKEN_CLASSIFICATION.runner(MultiTaskModule.over(
                    StandardTasks.TEXT_GENERATION.runner(RuleBasedGenerator.module()),
                    Prompts.ENGLISH)))
            .output(),
        door.unaryUnary(
                "sentiment",
                () -> StandardTasks.TEXT_CLASSIFICATION.runner(MultiTaskModule.over(
                    StandardTasks.TEXT_GENERATION.runner(RuleBasedGenerator.module()),
                    Prompts.ENGLISH)))
            .output());
  }
}
