package io.playhead.session;

import java.util.Optional;

/**
 * Where a session stands after an event.
 *
 * @param playState {@code starting}, {@code playing}, {@code buffering} or {@code paused}
 * @param ad the id of the ad that is open
 * @param chapter the index of the chapter that is open
 * @param clock the session's clock, the device's milliseconds since the epoch
 */
public record Standing(String playState, boolean inAdBreak, Optional<String> ad, Optional<Long> chapter, long clock) {

  static Standing of(Playback playback) {
    return new Standing(playback.state().label(), playback.tally().ads().isBreakOpen(),
        playback.tally().ads().openAd().map(ad -> ad.params().id()),
        playback.tally().chapters().openChapter().map(chapter -> chapter.params().index()), playback.clock().now());
  }
}
