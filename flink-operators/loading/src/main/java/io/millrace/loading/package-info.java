/**
 * Modules out of folders. {@link io.millrace.loading.FolderLoader} is found by {@link
 * io.millrace.core.task.ModuleLoader#find}, and so behind {@code task.load(folder)}; it need not be called by name.
 *
 * <p>A folder holds {@code module.yml}:
 *
 * <pre>{@code
 * module_id: pattern-entities      # which factory makes it, by its id or one that it replaced
 * version: 1.2.0                   # the major version is the factory's
 * settings: {cap: 4096}            # what the factory declares
 * artifacts: {names: names.txt}    # further files of the folder
 * backends: [openai, local]        # those enabled, the preferred one first
 * }</pre>
 */
@NullMarked
package io.millrace.loading;

import org.jspecify.annotations.NullMarked;
