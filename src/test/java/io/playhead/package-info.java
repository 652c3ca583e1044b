/** Tests of the program and of the architecture. */
@NullMarked
package io.playhead;

import org.jspecify.annotations.NullMarked;
