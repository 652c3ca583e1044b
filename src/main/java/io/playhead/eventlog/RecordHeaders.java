package io.playhead.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of the records in {@code media.events} (design §1): what the gateway knows and the body does not say. */
public final class RecordHeaders {
  /** What the record is: the wire name of an event type, {@link #DOWNLOADED} or {@link #TICK}. */
  public static final String TYPE = "type";
  /** On a session's first record: the request's {@code User-Agent}. */
  public static final String USER_AGENT = "userAgent";
  /** On a session's first record, if configured: the truncated address of the player. */
  public static final String ADDRESS = "address";
  /** Which event it is, on every record but ticks: an {@link EventId}. */
  public static final String ID = "id";
  /** The type of a record that holds a whole offline session. */
  public static final String DOWNLOADED = "downloaded";
  /** The type of a record without key and value that only moves log time on (media-metrics §1). */
  public static final String TICK = "tick";

  static final List<Header> OF_TICK = List.of(header(TYPE, TICK));

  private RecordHeaders() {}

  /** A header, its value in UTF-8. It may be shared by any number of records. */
  public static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
