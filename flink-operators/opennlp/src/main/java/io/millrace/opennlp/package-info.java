/**
 * Names of people, places and whatever else a model of Apache OpenNLP was trained to find: {@link
 * io.millrace.opennlp.OpenNlpNames} makes a module of a model. Models are not part of Millrace.
 */
@NullMarked
package io.millrace.opennlp;

import org.jspecify.annotations.NullMarked;
