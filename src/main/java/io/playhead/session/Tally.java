package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.QoeData;

/** What the credited time of a session comes to, by what held while it passed (the table of media-metrics §3). */
record Tally(AdBreaks ads, Chapters chapters, PlayerStates states, Quality quality, Pauses pauses, Buffering buffering,
    MainContent content) {

  /** Of a session that has just started. */
  static Tally of(MediaEvent sessionStart) {
    Quality quality = new Quality();
    quality.hold(sessionStart.qoe());
    return new Tally(new AdBreaks(), new Chapters(), new PlayerStates(), quality, new Pauses(), new Buffering(),
        new MainContent());
  }

  static Tally readFrom(StateSource source) {
    return new Tally(AdBreaks.readFrom(source), Chapters.readFrom(source), PlayerStates.readFrom(source),
        Quality.readFrom(source), Pauses.readFrom(source), Buffering.readFrom(source), MainContent.readFrom(source));
  }

  void writeTo(StateSink sink) {
    ads.writeTo(sink);
    chapters.writeTo(sink);
    states.writeTo(sink);
    quality.writeTo(sink);
    pauses.writeTo(sink);
    buffering.writeTo(sink);
    content.writeTo(sink);
  }

  /**
   * Credits the time between two events in time.
   *
   * @param state what the player did meanwhile
   * @param completed whether content was over, so that only ads still count
   * @param from the playhead at the earlier event
   * @param to the playhead at the later one
   */
  void credit(long millis, PlayState state, boolean completed, long from, long to) {
    if (millis == 0) {
      return;
    }
    if (state == PlayState.PLAYING && ads.isAdOpen()) {
      ads.credit(millis);
      quality.credit(millis);
    }
    if (completed) {
      return;
    }
    states.credit(millis);
    switch (state) {
      case STARTING -> {
      }
      case PLAYING -> {
        if (!ads.isBreakOpen()) {
          creditContent(content.play(millis, from, to));
        }
      }
      case BUFFERING -> buffering.credit(millis, content.time() == 0);
      case PAUSED -> pauses.credit(millis);
    }
  }

  /** From now on this quality holds; another bitrate ends a frozen run. */
  void hold(QoeData qoe) {
    if (quality.changesBitrate(qoe)) {
      endFrozenRun();
    }
    quality.hold(qoe);
  }

  /** Settles what time is held back for a possible stall. */
  void endFrozenRun() {
    creditContent(content.endFrozenRun());
  }

  private void creditContent(long millis) {
    chapters.credit(millis);
    quality.credit(millis);
  }

  /** What is open at this moment. */
  Open open() {
    return new Open(ads.isBreakOpen(), ads.isAdOpen(), chapters.isOpen());
  }
}
