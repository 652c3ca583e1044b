/** What becomes of accepted events when things break: real processes under load, with a fault each (docs/faults.md). */
@NullMarked
package io.playhead.faults;

import org.jspecify.annotations.NullMarked;
