/** A release takes the place of the one before it while viewers watch, and goes back again. */
@NullMarked
package io.playhead.upgrade;

import org.jspecify.annotations.NullMarked;
