package io.playhead.report;

import java.util.List;
import java.util.Optional;

/**
 * An open session as it stands: what is on, and its metrics so far. It is for a person who looks, not a report.
 *
 * @param at the session's clock, the device's milliseconds since the epoch
 * @param playState {@code starting}, {@code playing}, {@code buffering} or {@code paused}
 * @param ad the id of the ad that is open
 * @param chapter the index of the chapter that is open
 * @param waiting how many events wait to be put in order
 */
public record LiveSession(String sid, long at, String playState, boolean inAdBreak, Optional<String> ad,
    Optional<Long> chapter, int waiting, SessionDetails session, QoeDataDetails qoe, List<StateDetails> states) {}
