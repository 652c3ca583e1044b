package io.playhead.loadtest;

/**
 * One event of a player (collection-api §2).
 *
 * @param type its {@code eventType}
 * @param elapsed milliseconds of the player's time since {@code sessionStart}
 * @param playhead milliseconds
 * @param params a JSON object
 * @param qoeData a JSON object
 */
record PlayerEvent(String type, long elapsed, long playhead, String params, String qoeData) {

  /**
   * The event as JSON.
   *
   * @param startedAt the time of the session's start, milliseconds since the epoch
   */
  String json(long startedAt) {
    return "{\"playerTime\":{\"playhead\":" + playhead / 1000.0 + ",\"ts\":" + (startedAt + elapsed)
        + "},\"eventType\":\"" + type + "\",\"params\":" + params + ",\"qoeData\":" + qoeData + "}";
  }
}
