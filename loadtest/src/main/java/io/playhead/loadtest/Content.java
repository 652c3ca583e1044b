package io.playhead.loadtest;

import java.util.Random;

/**
 * What is watched.
 *
 * @param number tells it from others
 * @param chapters how many of equal length it has
 * @param chapterLength milliseconds
 */
record Content(int number, int chapters, long chapterLength) {
  private static final int TITLES = 1_000;

  /** A clip or an episode: 4 to 25 minutes. */
  static Content any(Random random) {
    return new Content(random.nextInt(TITLES), random.nextInt(2, 6), random.nextInt(120, 301) * 1_000L);
  }

  /** Milliseconds. */
  long length() {
    return chapters * chapterLength;
  }

  /**
   * The first event of a session with this content, as JSON: what an SDK sends for an episode (collection-api §4).
   *
   * @param viewer tells viewers apart
   * @param startedAt milliseconds since the epoch
   * @param downloaded whether it starts an offline batch
   */
  String sessionStart(long viewer, long startedAt, boolean downloaded) {
    return """
        {"playerTime":{"playhead":0,"ts":%1$d},"eventType":"sessionStart","params":{
        "appInstallationId":"app-%2$016x","analytics.trackingServer":"metrics.example.com",
        "analytics.reportSuite":"playhead.loadtest","analytics.enableSSL":true,"analytics.visitorId":"%2$016x",
        "visitor.marketingCloudOrgId":"0123456789ABCDEF@AdobeOrg","visitor.marketingCloudUserId":"%2$038d",
        "visitor.aamLocationHint":6,"visitor.customerIDs":{"account":{"id":"%2$016x","authState":1}},
        "media.id":"title-%3$04d","media.name":"Title %3$d","media.length":%4$s,"media.contentType":"vod",
        "media.streamType":"video","media.playerName":"loadtest","media.channel":"example",
        "media.sdkVersion":"3.0.1","media.show":"Show %5$d","media.season":"1","media.episode":"%6$d",
        "media.genre":"drama","media.showType":"0","media.network":"example","media.rating":"TV-PG",
        "media.resume":false,"media.downloaded":%7$b},"qoeData":{},
        "customMetadata":{"device.kind":"tv","app.version":"12.4.0","experiment":"none"}}"""
        .formatted(startedAt, viewer, number, length() / 1000.0, number / 10, number % 10 + 1, downloaded);
  }
}
