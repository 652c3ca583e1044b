/** Tests of the event log. */
@NullMarked
package io.playhead.eventlog;

import org.jspecify.annotations.NullMarked;
