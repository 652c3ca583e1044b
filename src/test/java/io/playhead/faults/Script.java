package io.playhead.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a player does in one session: always the same for the same number, with times of its own and none of a real clock.
 * So two sessions of one script have the same reports, whatever happened to the gateway meanwhile.
 *
 * @param steps what is posted, one step after the answers to the one before; the first is the {@code sessionStart}
 */
record Script(int number, List<List<String>> steps) {
  /** How many scripts there are; they are numbered from 0. */
  static final int COUNT = 48;

  /** The script of that number. */
  static Script of(int number) {
    return new Writer(number).write();
  }

  private static final class Writer {
    private static final long FIRST_DAY = 1_700_000_000_000L;
    private static final long DAY = 86_400_000;
    /** More than the minute by which a late event may lag (media-metrics §2). */
    private static final long CLOCK_SET_BACK = 120_000;

    private final int number;
    private final Random random;
    private final List<List<String>> steps = new ArrayList<>();
    private long ts;
    private double playhead;
    private int breaks;

    Writer(int number) {
      this.number = number;
      this.random = new Random(number);
      this.ts = FIRST_DAY + number * DAY;
    }

    Script write() {
      step(event("sessionStart", start(), ""));
      if (random.nextInt(3) == 0) {
        adBreak();
      }
      passes(1, false);
      step(event("play"));
      int scenes = 5 + random.nextInt(8);
      for (int scene = 0; scene < scenes; scene++) {
        scene(scene);
      }
      step(event("sessionComplete"));
      passes(1, false);
      step(event("sessionEnd"));
      // What waits in the session's window is applied before an event of a clock set back joins it (media-metrics §2):
      // the session ends at once, and not after five seconds.
      ts -= CLOCK_SET_BACK;
      step(event("ping"));
      return new Script(number, List.copyOf(steps));
    }

    private void scene(int scene) {
      passes(1 + random.nextInt(9), true);
      switch (random.nextInt(6)) {
        case 0 -> {
          step(event("bufferStart"));
          passes(2, false);
          step(event("play"));
        }
        case 1 -> {
          step(event("pauseStart"));
          passes(5, false);
          step(event("play"));
        }
        case 2 -> adBreak();
        case 3 -> chapter(scene);
        // Two calls at once; which comes first makes no difference to the reports.
        case 4 -> step(event("ping"), event("bitrateChange", "", qoeData()));
        default -> step(event("ping"));
      }
    }

    private void adBreak() {
      int index = breaks++;
      step(event("adBreakStart", "\"media.ad.podIndex\":%d,\"media.ad.podSecond\":%d".formatted(index, (int) playhead),
          ""));
      for (int position = 1; position <= 1 + random.nextInt(2); position++) {
        passes(1, false);
        step(event("adStart", """
            "media.ad.id":"ad-%d-%d","media.ad.length":10,"media.ad.podPosition":%d,"media.ad.playerName":"p"\
            """.formatted(number, position, position), ""));
        passes(10, false);
        step(event(random.nextInt(4) == 0 ? "adSkip" : "adComplete"));
      }
      passes(1, false);
      step(event("adBreakComplete"));
      passes(1, false);
      step(event("play"));
    }

    private void chapter(int index) {
      step(event("chapterStart", """
          "media.chapter.index":%d,"media.chapter.offset":%d,"media.chapter.length":20\
          """.formatted(index, (int) playhead), ""));
      passes(20, true);
      step(event("chapterComplete"));
    }

    private void passes(int seconds, boolean playing) {
      ts += seconds * 1_000L;
      playhead += playing ? seconds : 0;
    }

    private void step(String... bodies) {
      steps.add(List.of(bodies));
    }

    private String start() {
      return """
          "analytics.trackingServer":"t.example","analytics.reportSuite":"rs","visitor.marketingCloudOrgId":"o@AdobeOrg",\
          "media.id":"m%d","media.length":600,"media.contentType":"vod","media.playerName":"p","media.channel":"c"\
          """
          .formatted(number);
    }

    private String qoeData() {
      return "\"media.qoe.bitrate\":%d,\"media.qoe.droppedFrames\":%d".formatted(1_000 + random.nextInt(4_000),
          steps.size());
    }

    private String event(String type) {
      return event(type, "", "");
    }

    private String event(String type, String params, String qoeData) {
      return String.format(Locale.ROOT, "{\"playerTime\":{\"playhead\":%.1f,\"ts\":%d},\"eventType\":\"%s\"%s%s}",
          playhead, ts, type, member("params", params), member("qoeData", qoeData));
    }

    private static String member(String name, String members) {
      return members.isEmpty() ? "" : ",\"" + name + "\":{" + members + "}";
    }
  }
}
