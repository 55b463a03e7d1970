@NullMarked
package io.millrace.opennlp;

import org.jspecify.annotations.NullMarked;
