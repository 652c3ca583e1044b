package io.playhead.gateway;

import io.playhead.event.EventType;
import io.playhead.eventlog.Appender;
import io.playhead.eventlog.RecordHeaders;
import io.playhead.tracing.AppendSpan;
import io.playhead.tracing.RequestSpan;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;

/**
 * Puts validated bodies into the event log, with the headers that say what they are (design §1). The futures end as the
 * log's do: done when the body is durable, failed when it could not be kept.
 */
final class Appends {
  private static final List<Header> DOWNLOADED =
      List.of(RecordHeaders.header(RecordHeaders.TYPE, RecordHeaders.DOWNLOADED));
  private static final Map<EventType, List<Header>> TYPES = new EnumMap<>(EventType.class);

  static {
    for (EventType type : EventType.values()) {
      TYPES.put(type, List.of(RecordHeaders.header(RecordHeaders.TYPE, type.wireName())));
    }
  }

  private final Appender appender;
  private final PlayerAddress address;

  Appends(Appender appender, PlayerAddress address) {
    this.appender = appender;
    this.address = address;
  }

  /** Appends an event of a session that is open. */
  Future<Void> event(Exchange exchange, String sid, byte[] body, EventType type) {
    return append(exchange, sid, body, typed(type));
  }

  /** Appends a session's first event, with what the request tells of the player. */
  Future<Void> start(Exchange exchange, String sid, byte[] body) {
    return append(exchange, sid, body, first(typed(EventType.SESSION_START), exchange.request()));
  }

  /** Appends a whole offline session as one record, so that it is kept or refused as one (collection-api §6). */
  Future<Void> batch(Exchange exchange, String sid, byte[] body) {
    return append(exchange, sid, body, first(DOWNLOADED, exchange.request()));
  }

  private Future<Void> append(Exchange exchange, String sid, byte[] body, List<Header> headers) {
    return exchange.span().isEmpty()
        ? appender.append(sid, body, headers)
        : append(exchange.span().get(), sid, body, headers);
  }

  private Future<Void> append(RequestSpan request, String sid, byte[] body, List<Header> headers) {
    List<Header> all = new ArrayList<>(headers);
    AppendSpan span = request.append((name, value) -> all.add(RecordHeaders.header(name, value)));
    return appender.append(sid, body, all).onComplete(appended -> span.ended(appended.succeeded()));
  }

  private static List<Header> typed(EventType type) {
    return Objects.requireNonNull(TYPES.get(type));
  }

  private List<Header> first(List<Header> typed, HttpServerRequest request) {
    List<Header> headers = new ArrayList<>(typed);
    String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
    if (userAgent != null) {
      headers.add(RecordHeaders.header(RecordHeaders.USER_AGENT, userAgent));
    }
    address.of(request).ifPresent(text -> headers.add(RecordHeaders.header(RecordHeaders.ADDRESS, text)));
    return headers;
  }
}
