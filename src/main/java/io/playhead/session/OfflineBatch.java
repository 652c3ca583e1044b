package io.playhead.session;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.report.CloseReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A session that was watched offline and came as one record: its events are applied in their own order, without a window,
 * and it closes at once (media-metrics §4).
 */
public final class OfflineBatch {

  private OfflineBatch() {}

  /**
   * The outcome of the whole session.
   *
   * @param events the first is a {@code sessionStart}; those after the first {@code sessionComplete} or
   *   {@code sessionEnd} are ignored
   * @param record where the batch stands in the log
   */
  public static Outcome fold(String sid, List<MediaEvent> events, LogPosition record) {
    return fold(sid, events, new Outcome.Builder(record));
  }

  /**
   * The same, and tells what becomes of each event after the first; their positions are their places in the batch.
   *
   * @param witness hears it in the batch's order
   */
  public static Outcome fold(String sid, List<MediaEvent> events, LogPosition record, Consumer<Judgement> witness) {
    return fold(sid, events, new Judging(record, witness));
  }

  private static Outcome fold(String sid, List<MediaEvent> events, Outcome.Builder outcome) {
    MediaEvent start = events.getFirst();
    SessionReports reports = new SessionReports(sid, true, () -> new LoggedStart(start, Optional.of(outcome.record())));
    Playback playback = new Playback(reports, arrival(start, 0), true);
    outcome.report(() -> reports.sessionStart(start.ts(), outcome.record()));
    int next = 1;
    for (boolean over = false; !over && next < events.size(); next++) {
      MediaEvent event = events.get(next);
      playback.apply(arrival(event, next), outcome);
      over = event.type() == EventType.SESSION_COMPLETE || event.type() == EventType.SESSION_END;
    }
    for (; next < events.size(); next++) {
      outcome.ignored(Ignored.AFTER_THE_BATCH);
      outcome.settled(arrival(events.get(next), next), playback);
    }
    playback.close(new Ending(CloseReason.DOWNLOADED, 0), outcome);
    return outcome.build();
  }

  private static Arrival arrival(MediaEvent event, int place) {
    return new Arrival(event, 0, place);
  }
}
