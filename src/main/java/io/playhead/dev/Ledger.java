package io.playhead.dev;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One viewer's books: what it did, in the terms of the reports (media-metrics §5). Whoever keeps them knows what the
 * viewer does; they are never worked out from the events. Times are milliseconds.
 */
final class Ledger {
  private static final String SESSION = "sessionClose.sessionDetails.";
  private static final String QOE = "sessionClose.qoeDataDetails.";
  private static final String STATES = "sessionClose.states.";
  private static final String AD = "adClose.advertisingDetails.";
  private static final String CHAPTER = "chapterClose.chapterDetails.";
  private static final int[] PROGRESS_MARKS = {10, 25, 50, 75, 95};
  private static final long LEAST_PAUSE = 250;
  private static final int WATCHED_STEP = 5;
  private static final long STREAM = 1_800_000;

  private final Content content;
  private final Tally tally = new Tally();
  private final Watched watched = new Watched();
  private final Set<String> states = new HashSet<>();
  private final Set<String> seenStates = new HashSet<>();
  private final Set<String> errorIds = new HashSet<>();
  private boolean played;
  private boolean completed;
  private boolean adOpen;
  private boolean chapterOpen;
  private long contentTime;
  private long adTime;
  private long pauses;
  private long buffers;
  private long bitrateChanges;
  private long errors;
  private long stalls;
  private long bitrate;
  private long bitrateTime;
  private long bitrateSum;
  private long droppedFrames;
  private BigDecimal framesPerSecond = BigDecimal.ZERO;

  Ledger(Content content) {
    this.content = content;
    tally.one("sessionStart");
  }

  boolean isCompleted() {
    return completed;
  }

  void events(long count) {
    tally.add(SESSION + "eventCount", count);
  }

  void late() {
    tally.one(SESSION + "lateEvents");
  }

  void clockSetBack() {
    tally.one(SESSION + "clockResets");
  }

  /** The player said that the main content plays. */
  void plays() {
    played |= !completed;
  }

  /** Time that is neither content nor ad, nor waiting for them. */
  void idle(long time) {
    passes(time);
  }

  void watch(long from, long to, long time) {
    watchUnseen(time);
    watched.see(from, to);
  }

  /** Content time of which the playheads do not tell what was seen. */
  void watchUnseen(long time) {
    passes(time);
    played = true;
    contentTime += time;
    if (chapterOpen) {
      tally.addTime(CHAPTER + "timePlayed", time);
    }
    weighBitrate(time);
  }

  void stall(long time) {
    passes(time);
    played = true;
    stalls++;
    tally.addTime(QOE + "stallTime", time);
  }

  void pause(long time) {
    passes(time);
    pauses += time >= LEAST_PAUSE ? 1 : 0;
    tally.addTime(SESSION + "pauseTime", time);
  }

  void buffer(long time) {
    passes(time);
    buffers++;
    tally.addTime(QOE + "bufferTime", time);
    tally.addTime(QOE + "startupBufferTime", contentTime == 0 ? time : 0);
  }

  void adStarts() {
    closeAd(false);
    adOpen = true;
    tally.one("adStart");
    tally.one(SESSION + "adCount");
  }

  void ad(long time) {
    passes(time);
    adTime += time;
    tally.addTime(AD + "timePlayed", time);
    weighBitrate(time);
  }

  void closeAd(boolean complete) {
    if (adOpen) {
      adOpen = false;
      tally.one("adClose");
      tally.oneIf(complete, AD + "isCompleted");
    }
  }

  void chapterStarts() {
    closeChapter(false);
    chapterOpen = true;
    tally.one(SESSION + "chapterCount");
  }

  void closeChapter(boolean complete) {
    if (chapterOpen) {
      chapterOpen = false;
      tally.one("chapterClose");
      tally.one(CHAPTER + "isStarted");
      tally.oneIf(complete, CHAPTER + "isCompleted");
    }
  }

  void stateStarts(String name) {
    String folded = folded(name);
    if (states.add(folded)) {
      tally.one(STATES + folded + ".count");
      tally.oneIf(seenStates.add(folded), STATES + folded + ".isSet");
    }
  }

  void stateEnds(String name) {
    states.remove(folded(name));
  }

  /** From now on this is the bitrate; 0 if it is not known. */
  void bitrate(long value) {
    bitrate = value;
  }

  void bitrateChanges() {
    bitrateChanges++;
  }

  void droppedFrames(long soFar) {
    droppedFrames = soFar;
  }

  void framesPerSecond(BigDecimal value) {
    framesPerSecond = value;
  }

  /** The first frame came after that time, which is above 0. */
  void timeToStart(long time) {
    tally.addTime(QOE + "timeToStart", time);
  }

  void error(String id, boolean external) {
    errors++;
    String name = QOE + (external ? "externalErrors." : "playerSdkErrors.") + id;
    tally.oneIf(errorIds.add(name), name);
  }

  /** From now on only ads and errors count (media-metrics §3). */
  void completes() {
    completed = true;
  }

  void resumes() {
    tally.one(SESSION + "hasResume");
  }

  void isDownloaded() {
    tally.one(SESSION + "isDownloaded");
  }

  /** Closes what is open and the books. */
  Totals close(String reason, long silence) {
    closeAd(false);
    closeChapter(false);
    tally.one("sessionClose");
    tally.one(SESSION + "closeReason." + reason);
    tally.addTime(SESSION + "secondsSinceLastCall", silence);
    closeSession();
    closeQuality();
    return tally.totals();
  }

  private void closeSession() {
    tally.one(SESSION + "isViewed");
    tally.oneIf(played, SESSION + "isPlayed");
    tally.oneIf(played, SESSION + "hasSegmentView");
    tally.oneIf(completed, SESSION + "isCompleted");
    tally.addTime(SESSION + "timePlayed", contentTime);
    tally.addTime(SESSION + "totalTimePlayed", contentTime + adTime);
    tally.addTime(SESSION + "uniqueTimePlayed", watched.unique());
    tally.add(SESSION + "estimatedStreams", (contentTime + adTime) / STREAM + 1);
    tallyImpact(SESSION + "pauseCount", pauses, SESSION + "hasPauseImpactedStreams");
    if (!watched.isEmpty()) {
      tally.one(SESSION + "segment." + watched.segment());
    }
    if (content.length() > 0) {
      tally.add(SESSION + "averageMinuteAudience", ratio(contentTime, content.length(), 6));
      for (int mark : PROGRESS_MARKS) {
        tally.oneIf(watched.touches(content.length() * mark / 100), SESSION + "hasProgress" + mark);
      }
      for (int mark = 0; mark <= 100; mark += WATCHED_STEP) {
        tally.oneIf(watched.touches(content.length() * mark / 100), SESSION + "watchedMarks." + mark);
      }
    }
  }

  private void closeQuality() {
    tally.oneIf(!played, QOE + "isDroppedBeforeStart");
    tallyImpact(QOE + "bufferCount", buffers, QOE + "hasBufferImpactedStreams");
    tallyImpact(QOE + "bitrateChangeCount", bitrateChanges, QOE + "hasBitrateChangeImpactedStreams");
    tallyImpact(QOE + "droppedFrames", droppedFrames, QOE + "hasDroppedFrameImpactedStreams");
    tallyImpact(QOE + "errorCount", errors, QOE + "hasErrorImpactedStreams");
    tallyImpact(QOE + "stallCount", stalls, QOE + "hasStallImpactedStreams");
    tally.add(QOE + "framesPerSecond", framesPerSecond);
    if (bitrateTime > 0) {
      long average = ratio(bitrateSum, bitrateTime, 0).longValueExact();
      long bucket = average / 100 * 100;
      tally.add(QOE + "bitrateAverage", average);
      tally.one(QOE + "bitrateAverageBucket." + bucket + "-" + (bucket + 99));
    }
  }

  private void tallyImpact(String name, long count, String flag) {
    tally.add(name, count);
    tally.oneIf(count > 0, flag);
  }

  /** Player states run on whatever else the viewer does, to the end of the content. */
  private void passes(long time) {
    if (!completed) {
      states.forEach(name -> tally.addTime(STATES + name + ".time", time));
    }
  }

  private void weighBitrate(long time) {
    if (bitrate > 0) {
      bitrateTime += time;
      bitrateSum += bitrate * time;
    }
  }

  private static BigDecimal ratio(long part, long whole, int decimals) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), decimals, RoundingMode.HALF_UP);
  }

  /** Reports give the standard states in lower case; viewers here use no others but in lower case. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
