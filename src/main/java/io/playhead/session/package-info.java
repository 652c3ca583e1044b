/**
 * Turns a session's events into its reports: a pure function of the log (media-metrics §§1–6).
 *
 * <p>
 * Whoever drives it handles the records of a partition in order. For each, tick or event:
 * <ol>
 * <li>{@link io.playhead.session.LogClock#advance} gives log time at the record;
 * <li>every open session whose {@link io.playhead.session.Session#nextDeadline} is not after that is
 * {@link io.playhead.session.Session#advance advanced} to the deadline's own log time, in the order of the deadlines,
 * until none is left;
 * <li>then the event: a {@code sessionStart} {@link io.playhead.session.Session#start starts} a session, an
 * {@link io.playhead.session.OfflineBatch offline batch} is folded whole, any other event
 * {@link io.playhead.session.Session#arrive arrives} at its session.
 * </ol>
 * A session that is {@link io.playhead.session.Session#closed closed} is dropped. Between calls a session may be
 * {@link io.playhead.session.Session#writeTo written} and {@link io.playhead.session.Session#readFrom read} again; its
 * {@code sessionStart} is kept apart, for it is written once and only needed for reports. What comes out depends on the
 * records alone, not on when or how often it is called in between.
 */
@NullMarked
package io.playhead.session;

import org.jspecify.annotations.NullMarked;
