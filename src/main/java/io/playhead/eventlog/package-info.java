/** The event log: its topics, the durable append, ticks, and the log of what was refused. */
@NullMarked
package io.playhead.eventlog;

import org.jspecify.annotations.NullMarked;
