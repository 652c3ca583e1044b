package io.playhead.loadtest;

import io.playhead.loadtest.Timeline.Pings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One viewer and the player: watches content once, with all that happens on the way. Times are milliseconds. */
final class Viewer {
  private static final String NOTHING = "{}";

  private final Random random;
  private final Pings pings;
  private final Content content;
  private final List<PlayerEvent> events = new ArrayList<>();
  private int bitrate = 2_400;
  private long elapsed;
  private long playhead;

  Viewer(Random random, Pings pings) {
    this.random = random;
    this.pings = pings;
    this.content = Content.any(random);
  }

  /** From a pre-roll to the end, which one viewer in five does not wait for. */
  Timeline watch() {
    if (happens(0.7)) {
      adBreak(0);
    }
    long timeToStart = random.nextLong(200, 3_000);
    elapsed += timeToStart;
    say("play", NOTHING, "{\"media.qoe.timeToStart\":%d,\"media.qoe.bitrate\":%d}".formatted(timeToStart, bitrate));
    int watched = happens(0.2) ? random.nextInt(1, content.chapters()) : content.chapters();
    for (int chapter = 1; chapter <= watched; chapter++) {
      chapter(chapter);
      if (chapter < watched && happens(0.5)) {
        adBreak(chapter);
        say("play");
      }
    }
    if (watched == content.chapters()) {
      say("sessionComplete");
    }
    say("sessionEnd");
    return new Timeline(content, List.copyOf(events));
  }

  private void adBreak(int pod) {
    say("adBreakStart", "{\"media.ad.podIndex\":%d,\"media.ad.podSecond\":%s,\"media.ad.podFriendlyName\":\"break %d\"}"
        .formatted(pod, playhead / 1000.0, pod));
    int ads = random.nextInt(1, 3);
    for (int position = 1; position <= ads; position++) {
      ad(position);
    }
    say("adBreakComplete");
  }

  private void ad(int position) {
    int seconds = random.nextInt(2, 5) * 5;
    say("adStart", """
        {"media.ad.id":"ad-%d","media.ad.name":"Something to buy","media.ad.length":%d,"media.ad.podPosition":%d,\
        "media.ad.playerName":"loadtest","media.ad.advertiser":"Example","media.ad.campaignId":"spring"}"""
        .formatted(random.nextInt(50), seconds, position));
    boolean skipped = happens(0.1);
    ping(Duration.ofSeconds(skipped ? 5 : seconds).toMillis(), pings.ads(), false);
    say(skipped ? "adSkip" : "adComplete");
  }

  private void chapter(int index) {
    say("chapterStart", """
        {"media.chapter.index":%d,"media.chapter.offset":%s,"media.chapter.length":%s,\
        "media.chapter.friendlyName":"chapter %d"}"""
        .formatted(index, playhead / 1000.0, content.chapterLength() / 1000.0, index));
    long first = random.nextLong(content.chapterLength() / 4, content.chapterLength() / 2);
    ping(first, pings.content(), true);
    incident();
    ping(content.chapterLength() - first, pings.content(), true);
    say("chapterComplete");
  }

  private void incident() {
    switch (random.nextInt(8)) {
      case 0, 1 -> hold("pauseStart", random.nextLong(2_000, 60_000));
      case 2 -> hold("bufferStart", random.nextLong(500, 8_000));
      case 3, 4 -> changeBitrate();
      case 5 -> say("error", NOTHING, "{\"media.qoe.errorID\":\"E-%d\",\"media.qoe.errorSource\":\"player\"}"
          .formatted(random.nextInt(100, 110)));
      default -> say("ping", NOTHING, quality());
    }
  }

  private void hold(String event, long time) {
    say(event);
    ping(time, pings.content(), false);
    say("play");
  }

  private void changeBitrate() {
    bitrate = 800 * random.nextInt(1, 9);
    say("bitrateChange", NOTHING, quality());
  }

  private String quality() {
    return "{\"media.qoe.bitrate\":%d,\"media.qoe.droppedFrames\":%d,\"media.qoe.framesPerSecond\":29.97}"
        .formatted(bitrate, playhead / 60_000);
  }

  /** Lets time pass with a ping at every interval, but none at the end. */
  private void ping(long time, Duration interval, boolean playing) {
    long left = time;
    while (left > interval.toMillis()) {
      pass(interval.toMillis(), playing);
      say("ping");
      left -= interval.toMillis();
    }
    pass(left, playing);
  }

  private void pass(long time, boolean playing) {
    elapsed += time;
    playhead += playing ? time : 0;
  }

  private boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  private void say(String type) {
    say(type, NOTHING);
  }

  private void say(String type, String params) {
    say(type, params, NOTHING);
  }

  private void say(String type, String params, String qoeData) {
    events.add(new PlayerEvent(type, elapsed, playhead, params, qoeData));
  }
}
