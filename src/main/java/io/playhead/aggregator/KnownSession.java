package io.playhead.aggregator;

import org.jspecify.annotations.Nullable;

/**
 * What is in memory of an open session: its state, when {@link Deadlines} has it looked at again, and as what
 * {@link LiveCounts} has counted it. All keep it here, so that an event looks its session up once for the three. The
 * last two are made anew from the state.
 */
final class KnownSession {
  final String sid;

  /** Of {@link OpenSessions} alone, which others read too: as {@link SessionStore} has stored it. */
  volatile byte[] state;

  /** Of {@link Deadlines} alone: its first entry. */
  Deadlines.@Nullable Due due;

  /** Of {@link LiveCounts} alone; none before the session is heard of. */
  LiveCounts.@Nullable Viewer viewer;

  /** Not to be looked at yet, and not counted. */
  KnownSession(String sid, byte[] state) {
    this.sid = sid;
    this.state = state;
  }

  /** Is neither to be looked at nor counted any more: a store may outlive the fold that its partition was taken from. */
  void forgetFold() {
    due = null;
    viewer = null;
  }
}
