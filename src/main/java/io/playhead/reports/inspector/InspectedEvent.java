package io.playhead.reports.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.event.MediaEvent;
import io.playhead.session.Standing;
import io.playhead.session.Verdict;
import java.util.Optional;

/**
 * An event of a session and what became of it.
 *
 * @param offset the offset of its record; all events of an offline batch have the same
 * @param logged append timestamp of its record, milliseconds since the epoch
 * @param logTime log time since the session's first record, milliseconds
 * @param event empty if the record could not be read
 * @param why the rule behind the verdict, for people
 * @param after where the session stood after it; empty if it never had its turn
 * @param raw what the player sent
 */
record InspectedEvent(long offset, long logged, long logTime, Optional<MediaEvent> event, Verdict verdict,
    Optional<String> why, Optional<Standing> after, JsonNode raw) {

  InspectedEvent judged(Verdict next, Optional<String> reason, Optional<Standing> standing) {
    return new InspectedEvent(offset, logged, logTime, event, next, reason, standing, raw);
  }
}
