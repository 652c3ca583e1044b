package io.playhead.gateway;

/** Bodies that players send. */
final class Bodies {
  static final String SESSION_START = """
      {"playerTime":{"playhead":0,"ts":1699523700000},"eventType":"sessionStart","params":{\
      "analytics.trackingServer":"t.example","analytics.reportSuite":"rs","visitor.marketingCloudOrgId":"o@AdobeOrg",\
      "media.id":"m1","media.length":60.333,"media.contentType":"vod","media.playerName":"p","media.channel":"c"}}""";

  private Bodies() {}

  /** An event without params. */
  static String event(String type, long second) {
    return "{\"playerTime\":{\"playhead\":%d,\"ts\":%d},\"eventType\":\"%s\"}".formatted(second,
        1_699_523_700_000L + second * 1000, type);
  }

  static String ping() {
    return event("ping", 10);
  }

  /** A ping of exactly that many bytes: white space between tokens counts, and is no string. */
  static String pingOf(int bytes) {
    String ping = ping();
    return ping.substring(0, 1) + " ".repeat(bytes - ping.length()) + ping.substring(1);
  }

  /** An offline session of that many events. */
  static String batch(int events) {
    return "[" + SESSION_START.replace("\"media.id\"", "\"media.downloaded\":true,\"media.id\"")
        + ("," + ping()).repeat(events - 1) + "]";
  }
}
