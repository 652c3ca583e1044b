/** Signed session ids, and the memory of those that are closed. */
@NullMarked
package io.playhead.sessionid;

import org.jspecify.annotations.NullMarked;
