package io.playhead.aggregator;

import org.jspecify.annotations.Nullable;

/**
 * What is in memory of an open session beside its stored state: when {@link Deadlines} has it looked at again, and as what
 * {@link LiveCounts} has counted it. Both keep it here, so that an event looks its session up once for the two. Made anew from the stored
 * session.
 */
final class KnownSession {
  final String sid;

  /** Of {@link Deadlines} alone: its first entry. */
  Deadlines.@Nullable Due due;

  /** Of {@link LiveCounts} alone; none before the session is heard of. */
  LiveCounts.@Nullable Viewer viewer;

  /** Not to be looked at yet, and not counted. */
  KnownSession(String sid) {
    this.sid = sid;
  }
}
