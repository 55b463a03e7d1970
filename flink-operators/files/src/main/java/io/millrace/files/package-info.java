/**
 * Stored records and messages. {@link io.millrace.files.RecordFiles} reads files as sources of records, each of which stands
 * for a topic's record: they are decoded by {@link io.millrace.kafka.KafkaSources} as those are. {@link
 * io.millrace.files.RecordArchive} keeps the records of topics with their positions, and hands over from them to the topics
 * without a gap or an overlap. {@link io.millrace.files.FileSinks} writes messages and dead letters.
 *
 * <p>A bad record is a dead letter; a file that is broken fails the job, and the error says which file and where.
 */
@NullMarked
package io.millrace.files;

import org.jspecify.annotations.NullMarked;
