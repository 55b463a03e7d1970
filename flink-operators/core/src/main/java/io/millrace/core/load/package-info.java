/**
 * What the author of a module that can be loaded from a folder writes: a {@link io.millrace.core.load.ModuleFactory},
 * named in {@code META-INF/services}. It declares its settings; it gets them, checked, as a {@link
 * io.millrace.core.load.ModuleFolder}.
 *
 * <p>How folders are read is no matter of this package: see {@link io.millrace.core.task.ModuleLoader}.
 */
@NullMarked
package io.millrace.core.load;

import org.jspecify.annotations.NullMarked;
