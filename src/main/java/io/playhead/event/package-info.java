/** What a player can say: event types and the event as the session core sees it. */
@NullMarked
package io.playhead.event;

import org.jspecify.annotations.NullMarked;
