/** The gateway over real HTTP, in front of a real broker. */
@NullMarked
package io.playhead.gateway;

import org.jspecify.annotations.NullMarked;
