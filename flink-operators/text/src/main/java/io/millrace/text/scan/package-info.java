/**
 * Looking for things in a text that is still growing. A {@link io.millrace.text.scan.Finder} answers, for one place, whether
 * a match begins there, whether none can, or whether that depends on text still to come; {@link io.millrace.text.scan.Scan}
 * walks a finder along a {@link io.millrace.text.scan.Window} of the text and stops at the first open place.
 *
 * <p>Because an answer that is not open never changes, whatever follows, the matches of a text are the same however it was
 * cut. Everything here works on UTF-16 indices within the window; offsets in code points are the modules' business.
 */
@NullMarked
package io.millrace.text.scan;

import org.jspecify.annotations.NullMarked;
