/**
 * Ready modules for text: {@link io.millrace.text.PatternEntities} finds what has a form (e-mail addresses, card numbers,
 * one's own patterns and words), {@link io.millrace.text.SpanClassification} has another module classify a text sentence by
 * sentence, {@link io.millrace.text.Merging} makes one detector of several, and {@link io.millrace.text.Masking} covers up
 * what any of them finds. {@link io.millrace.text.WordListClassification} labels whole texts by the words in them.
 *
 * <p>A {@link io.millrace.text.Segmenter} cuts a stream of text into segments that no further text can change: {@link
 * io.millrace.text.StableSegmenter} by a pattern, {@link io.millrace.text.SentenceSegmenter} by Unicode's rules. {@link
 * io.millrace.text.Segmentation} makes tokens of them.
 *
 * <p>All but the word lists are native in stream → stream, and all are exact: a whole text goes the same way, so that only
 * the time at which something is known depends on how a text was cut. None normalises the text; all count code points, and
 * a surrogate without its other half is one. A high surrogate at the end of an element waits for the next.
 */
@NullMarked
package io.millrace.text;

import org.jspecify.annotations.NullMarked;
