/**
 * The main job: finds entities in streams of generated text and masks them while the tokens still come, and assembles the
 * finished texts.
 *
 * <p>{@link EntitiesPipeline} is the job; {@link EntitiesCommand} connects it to topics.
 */
@NullMarked
package io.millrace.examples.entities;

import org.jspecify.annotations.NullMarked;
