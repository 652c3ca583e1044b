/** Tests of tracing, against a collector of their own. */
@NullMarked
package io.playhead.tracing;

import org.jspecify.annotations.NullMarked;
