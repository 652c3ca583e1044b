package io.playhead.session;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.report.CloseReason;
import java.util.List;
import java.util.Optional;

/**
 * A session that was watched offline and came as one record: its events are applied in their own order, without a window,
 * and it closes at once (media-metrics §4).
 */
public final class OfflineBatch {

  private OfflineBatch() {}

  /**
   * The reports of the whole session.
   *
   * @param events the first is a {@code sessionStart}; those after the first {@code sessionComplete} or
   *   {@code sessionEnd} are ignored
   * @param record where the batch stands in the log
   */
  public static Outcome fold(String sid, List<MediaEvent> events, LogPosition record) {
    MediaEvent start = events.getFirst();
    SessionReports reports = new SessionReports(sid, true, () -> new LoggedStart(start, Optional.of(record)));
    Playback playback = new Playback(reports, arrival(start), true);
    Outcome.Builder outcome = new Outcome.Builder(record);
    outcome.report(() -> reports.sessionStart(start.ts(), record));
    for (MediaEvent event : events.subList(1, events.size())) {
      playback.apply(arrival(event), outcome);
      if (event.type() == EventType.SESSION_COMPLETE || event.type() == EventType.SESSION_END) {
        break;
      }
    }
    playback.close(new Ending(CloseReason.DOWNLOADED, 0), outcome);
    return outcome.build();
  }

  private static Arrival arrival(MediaEvent event) {
    return new Arrival(event, 0, 0);
  }
}
