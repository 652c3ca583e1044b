package io.playhead.loadtest;

import java.util.List;

/**
 * A request that must be refused.
 *
 * @param name the request's name in reports
 * @param path the path to post to; empty for the events of the session that is open
 * @param body what is posted
 * @param status the answer it must have (collection-api §1)
 */
record BadRequest(String name, String path, String body, int status) {
  private static final String OWN_SESSION = "";
  private static final String FOREIGN_SESSION = Players.SESSIONS + "/" + "0123456789abcdef".repeat(4) + "/events";
  private static final String NO_SESSION = Players.SESSIONS + "/12/events";

  private static final long TS = 1_700_000_000_000L;
  private static final String PING = withParams("{}");

  /** One of each kind. */
  static List<BadRequest> all() {
    return List.of(
        new BadRequest("malformed JSON", OWN_SESSION, PING.substring(0, PING.length() - 1), 400),
        new BadRequest("trailing garbage", OWN_SESSION, PING + PING, 400),
        new BadRequest("wrong types", OWN_SESSION, PING.replace("0.0", "\"0.0\""), 400),
        new BadRequest("unknown key", OWN_SESSION, withParams("{\"media.colour\":\"red\"}"), 400),
        new BadRequest("unknown event", OWN_SESSION, PING.replace("\"ping\"", "\"stall\""), 400),
        new BadRequest("deep nesting", OWN_SESSION, "{\"a\":".repeat(10_000), 400),
        new BadRequest("large string", OWN_SESSION, withParams("{\"a\":\"" + "x".repeat(60_000) + "\"}"), 400),
        new BadRequest("too large", OWN_SESSION, " ".repeat(80_000) + PING, 413),
        new BadRequest("start without parameters", Players.SESSIONS, PING.replace("\"ping\"", "\"sessionStart\""), 400),
        new BadRequest("batch of pings", Players.DOWNLOADED, "[" + (PING + ",").repeat(2_000) + PING + "]", 400),
        new BadRequest("foreign sid", FOREIGN_SESSION, PING, 404),
        new BadRequest("no sid", NO_SESSION, PING, 404));
  }

  private static String withParams(String params) {
    return new PlayerEvent("ping", 0, 0, params, "{}").json(TS);
  }
}
