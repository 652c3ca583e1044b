/** The disk part of the gateway's spool: events that Kafka cannot take, kept durably and in order. */
@NullMarked
package io.playhead.eventlog.spool;

import org.jspecify.annotations.NullMarked;
