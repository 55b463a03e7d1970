/**
 * Modules out of folders, as the commands take them: {@link ModuleOptions} is the option that names one, {@link
 * ServedTasks} finds a task in it, {@link DescribeCommand} says all there is to say of it.
 */
@NullMarked
package io.millrace.examples.modules;

import org.jspecify.annotations.NullMarked;
