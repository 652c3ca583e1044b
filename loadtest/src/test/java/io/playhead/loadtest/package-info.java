/** Tests of the load tests' own parts. */
@NullMarked
package io.playhead.loadtest;

import org.jspecify.annotations.NullMarked;
