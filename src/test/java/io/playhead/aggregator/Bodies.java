package io.playhead.aggregator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Session ids, and what players send. */
final class Bodies {
  /** The device's clock at second 0 of a timeline. */
  static final long ORIGIN = 1_699_523_700_000L;

  private Bodies() {}

  /** The session id of a number. */
  static String sid(int number) {
    return "%064x".formatted(number);
  }

  static byte[] sessionStart(double second) {
    return sessionStart(second, "m1");
  }

  /** Of the content with that id. */
  static byte[] sessionStart(double second, String content) {
    return bytes("""
        {"playerTime":{"playhead":0,"ts":%d},"eventType":"sessionStart","params":{\
        "analytics.trackingServer":"t.example","analytics.reportSuite":"rs","visitor.marketingCloudOrgId":"o@AdobeOrg",\
        "media.id":"%s","media.length":60,"media.contentType":"vod","media.playerName":"p","media.channel":"c"}}"""
        .formatted(ts(second), content));
  }

  /** An event without params. */
  static byte[] event(String type, double second, double playhead) {
    return bytes(open(type, second, playhead) + "}");
  }

  static byte[] adBreakStart(double second, double playhead, int index) {
    return bytes(open("adBreakStart", second, playhead) + """
        ,"params":{"media.ad.podIndex":%d,"media.ad.podSecond":0}}""".formatted(index));
  }

  static byte[] adStart(double second, double playhead, String id) {
    return bytes(open("adStart", second, playhead) + """
        ,"params":{"media.ad.id":"%s","media.ad.length":15,"media.ad.podPosition":1,"media.ad.playerName":"p"},\
        "customMetadata":{"deal":"\\ud800é"}}""".formatted(id));
  }

  /** An offline session of those bodies. */
  static byte[] batch(byte[]... bodies) {
    StringBuilder array = new StringBuilder("[");
    for (byte[] body : bodies) {
      array.append(array.length() == 1 ? "" : ",").append(new String(body, StandardCharsets.UTF_8));
    }
    return bytes(array.append(']').toString());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String open(String type, double second, double playhead) {
    return String.format(Locale.ROOT, "{\"playerTime\":{\"playhead\":%.3f,\"ts\":%d},\"eventType\":\"%s\"", playhead,
        ts(second), type);
  }

  private static long ts(double second) {
    return ORIGIN + Math.round(second * 1000);
  }
}
