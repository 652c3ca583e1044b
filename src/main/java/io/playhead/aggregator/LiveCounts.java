package io.playhead.aggregator;

import io.playhead.config.DataSize;
import io.playhead.report.Activity;
import io.playhead.report.Audience;
import io.playhead.report.LiveMinute;
import io.playhead.report.LiveMinute.Viewers;
import io.playhead.session.LogPosition;
import io.playhead.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of a partition that were heard of in the running minute of log time, by audience and by what they do (media-metrics §8).
 * Each event moves its session from one count to another, so that nobody has to go through the sessions when the minute ends.
 *
 * <p>It lives in memory, by reckoning 32 bytes a session beside its {@link KnownSession}, and is made anew from the stored sessions. Those
 * that have closed since they were heard of are kept by {@link Departures}.
 */
final class LiveCounts {
  /** So many audiences are told apart. */
  static final int LISTED = 1_000;

  private static final long MINUTE = 60_000;

  /** What a record takes besides its audiences, and what an audience takes besides its texts: names, punctuation, five numbers. */
  private static final int BYTES_OF_RECORD = 1_024;
  private static final int BYTES_OF_AUDIENCE = 256;

  /** As JSON a UTF-16 unit takes six bytes at most. */
  private static final int BYTES_OF_UNIT = 6;

  private static final Comparator<Row> LARGEST_FIRST =
      Comparator.comparingInt(Row::size).reversed().thenComparing(Row::audience);

  private final Departures departures;
  private final long room;
  private final Map<Audience, Row> rows = new HashMap<>();
  private long minute;

  /**
   * Goes on in the minute of that log time; the sessions are added by {@link #restore}.
   *
   * @param maxRecord the largest record of a topic
   */
  LiveCounts(Departures departures, long logTime, DataSize maxRecord) {
    this.departures = departures;
    this.room = maxRecord.bytes() - BYTES_OF_RECORD;
    this.minute = logTime / MINUTE;
    departures.restore(minute).forEach((audience, counts) -> row(audience).add(counts));
  }

  /** An audience, how many of it were counted for what, and how many of its sessions are known. */
  private static final class Row {
    private final Audience audience;
    private final Map<Activity, Integer> counts = new EnumMap<>(Activity.class);
    private int viewers;

    Row(Audience audience) {
      this.audience = audience;
    }

    Audience audience() {
      return audience;
    }

    void add(Activity activity, int more) {
      counts.merge(activity, more, Integer::sum);
    }

    void add(Map<Activity, Integer> more) {
      more.forEach(this::add);
    }

    int size() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** An open session, the minute in which it was last counted, and for what. */
  static final class Viewer {
    private final Row row;
    private long minute = -1;
    private Activity activity = Activity.STARTING;

    Viewer(Row row) {
      this.row = row;
    }
  }

  /** Counts an open session again, if it was heard of in the running minute; asks only these for their {@code sessionStart}. */
  void restore(KnownSession known, Session session) {
    if (session.lastArrival() / MINUTE == minute) {
      heard(known, session);
    }
  }

  /**
   * Moves to the log time of a record.
   *
   * @return the counts of the minute that has ended with it; log time moves by less than a minute a record, so there is at most one
   */
  Optional<LiveMinute> moveTo(long logTime, LogPosition record) {
    if (logTime / MINUTE == minute) {
      return Optional.empty();
    }
    LiveMinute ended = count(record);
    rows.values().removeIf(row -> row.viewers == 0);
    rows.values().forEach(row -> row.counts.clear());
    minute = logTime / MINUTE;
    departures.begin(minute);
    return Optional.of(ended);
  }

  /** An event of a session has arrived, {@code sessionStart} included. */
  void heard(KnownSession known, Session session) {
    Viewer viewer = known.viewer;
    if (viewer == null) {
      viewer = new Viewer(row(session.audience()));
      viewer.row.viewers++;
      known.viewer = viewer;
    }
    if (viewer.minute == minute) {
      viewer.row.add(viewer.activity, -1);
    }
    viewer.minute = minute;
    viewer.activity = session.activity();
    viewer.row.add(viewer.activity, 1);
  }

  /** A session has closed; if it was heard of in the running minute, it stays counted. */
  void closed(KnownSession known) {
    Viewer viewer = known.viewer;
    if (viewer == null) {
      return;
    }
    viewer.row.viewers--;
    if (viewer.minute == minute) {
      departures.add(viewer.row.audience, viewer.activity);
    }
  }

  private Row row(Audience audience) {
    return rows.computeIfAbsent(audience, Row::new);
  }

  /** Those beyond the largest, or beyond what a record can hold, are counted as one. */
  private LiveMinute count(LogPosition record) {
    List<Viewers> listed = new ArrayList<>();
    Row others = new Row(new Audience(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty()));
    long left = room;
    for (Row row : rows.values().stream().filter(counted -> counted.size() > 0).sorted(LARGEST_FIRST).toList()) {
      left -= BYTES_OF_AUDIENCE + (long) BYTES_OF_UNIT * row.audience.size();
      if (listed.size() < LISTED && left >= 0) {
        listed.add(new Viewers(row.audience, new EnumMap<>(row.counts)));
      } else {
        others.add(row.counts);
      }
    }
    return new LiveMinute(record.partition(), minute, record.appended(), List.copyOf(listed), others.counts);
  }
}
