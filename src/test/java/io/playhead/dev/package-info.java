/** Tests of the embedded broker and of the simulated viewers. */
@NullMarked
package io.playhead.dev;

import org.jspecify.annotations.NullMarked;
