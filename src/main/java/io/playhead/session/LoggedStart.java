package io.playhead.session;

import io.playhead.event.MediaEvent;
import java.util.Optional;

/**
 * The {@code sessionStart} of a session, as the event log has it.
 *
 * @param position where it stands; not known of a session that a program started which did not keep it
 */
public record LoggedStart(MediaEvent event, Optional<LogPosition> position) {}
