/**
 * One topic, two guarantees: a topic that is written in transactions, read at once by those who read along, and only as far
 * as it is committed by those who must not see what a failure takes back. {@link FollowCommand} is either reader.
 */
@NullMarked
package io.millrace.examples.follow;

import org.jspecify.annotations.NullMarked;
