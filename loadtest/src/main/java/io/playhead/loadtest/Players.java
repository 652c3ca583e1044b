package io.playhead.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIf;
import static io.gatling.javaapi.core.CoreDsl.foreach;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** The calls of players, as steps of Gatling's virtual users. What comes of each call goes to a tally. */
final class Players {
  static final String SESSION_START = "sessionStart";
  static final String SESSION_END = "sessionEnd";

  /** The events of every session; each event is a request of its type's name. */
  static final List<String> EVERY_SESSION = List.of(SESSION_START, "play", "ping", SESSION_END);

  static final String SESSIONS = "/api/v1/sessions";
  static final String DOWNLOADED = "/api/v1/downloaded";

  private static final Duration LONGEST_OFFLINE = Duration.ofDays(7);

  private static final String LOCATION = "location";
  private static final String STARTED_AT = "startedAt";
  private static final String TIMELINE = "timeline";
  private static final String EVENT = "event";
  private static final String MILLIS = "millis";

  private final Tally tally;
  private final double compression;

  /**
   * Players whose time passes faster than ours.
   *
   * @param compression how many times faster
   */
  Players(Tally tally, double compression) {
    this.tally = tally;
    this.compression = compression;
  }

  /** A whole session. Each event has its time on the player's clock: a slow answer does not put off all that follow. */
  ChainBuilder session(List<Timeline> timelines) {
    return exec(open(timelines)).exec(
        foreach(session -> timeline(session).events(), EVENT).on(
            pause(this::untilDue),
            exec(call(http(session -> event(session).type()).post(Players::events)
                .body(StringBody(session -> event(session).json(startedAt(session)))), 204, this::countEnd))));
  }

  /** Starts a session that is at one of the timelines; without an answer the virtual user leaves. */
  ChainBuilder open(List<Timeline> timelines) {
    return exec(session -> session.set(TIMELINE, any(timelines)).set(STARTED_AT, System.currentTimeMillis()))
        .exec(call(http(SESSION_START).post(SESSIONS).body(StringBody(session -> sessionStart(session, false)))
            .check(header("Location").saveAs(LOCATION)), 201, session -> {}))
        .exec(exitHereIf(session -> !session.contains(LOCATION)));
  }

  /** Ends the session that is open. */
  ChainBuilder end() {
    return call(http(SESSION_END).post(Players::events).body(StringBody(session -> timeline(session).events().getLast()
        .json(startedAt(session)))), 204, session -> tally.ended(sid(session)));
  }

  /** Delivers a session that was kept for up to a week. */
  ChainBuilder batch(String name, String path, List<Timeline> timelines) {
    return exec(session -> session.set(TIMELINE, any(timelines)).set(STARTED_AT, inThePast()))
        .exec(call(http(name).post(path).body(StringBody(Players::downloaded))
            .check(header("Location").saveAs(LOCATION)), 201, session -> tally.ended(sid(session))));
  }

  /**
   * Makes a call and counts it.
   *
   * @param status of the answer it should have
   * @param then what follows from that answer
   */
  ChainBuilder call(HttpRequestActionBuilder request, int status, Consumer<Session> then) {
    return exec(request.check(status().is(status), responseTimeInMillis().saveAs(MILLIS))).exec(session -> {
      if (session.isFailed()) {
        tally.failed();
        return session.markAsSucceeded();
      }
      tally.succeeded(session.getInt(MILLIS));
      then.accept(session);
      return session;
    });
  }

  /** The path for events of the session that is open. */
  static String events(Session session) {
    return session.getString(LOCATION) + "/events";
  }

  private void countEnd(Session session) {
    if (event(session).type().equals(SESSION_END)) {
      tally.ended(sid(session));
    }
  }

  private Duration untilDue(Session session) {
    long due = startedAt(session) + (long) (event(session).elapsed() / compression);
    return Duration.ofMillis(Math.max(0, due - System.currentTimeMillis()));
  }

  private static String downloaded(Session session) {
    StringBuilder batch = new StringBuilder("[").append(sessionStart(session, true));
    for (PlayerEvent event : timeline(session).events()) {
      batch.append(',').append(event.json(startedAt(session)));
    }
    return batch.append(']').toString();
  }

  private static String sessionStart(Session session, boolean downloaded) {
    return timeline(session).content().sessionStart(session.userId(), startedAt(session), downloaded);
  }

  private static Timeline any(List<Timeline> timelines) {
    return timelines.get(ThreadLocalRandom.current().nextInt(timelines.size()));
  }

  private static long inThePast() {
    return System.currentTimeMillis() - ThreadLocalRandom.current().nextLong(LONGEST_OFFLINE.toMillis());
  }

  private static String sid(Session session) {
    String location = session.getString(LOCATION);
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static Timeline timeline(Session session) {
    return session.get(TIMELINE);
  }

  private static PlayerEvent event(Session session) {
    return session.get(EVENT);
  }

  private static long startedAt(Session session) {
    return session.getLong(STARTED_AT);
  }
}
