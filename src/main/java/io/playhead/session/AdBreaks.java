package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import java.util.Optional;

/** The open ad break and the open ad in it, and what the ads of a session came to (media-metrics §3). */
final class AdBreaks {

  private static final long MAKES_ROOM = 250;
  private static final long NONE = -1;

  private Optional<Params.AdBreak> pod = Optional.empty();
  private Optional<OpenItem<Params.Ad>> ad = Optional.empty();
  private long lastAdStartTs = NONE;
  private long adCount;
  private long adTime;

  static AdBreaks readFrom(StateSource source) {
    AdBreaks breaks = new AdBreaks();
    breaks.adCount = source.readLong();
    breaks.adTime = source.readLong();
    if (source.readLong() == 0) {
      return breaks;
    }
    breaks.pod = Optional.of(EventState.readAdBreak(source));
    breaks.lastAdStartTs = source.readLong();
    if (source.readLong() == 0) {
      return breaks;
    }
    breaks.ad = Optional
        .of(new OpenItem<>(EventState.readAd(source), EventState.readMetadata(source), source.readLong()));
    return breaks;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(adCount);
    sink.writeLong(adTime);
    sink.writeLong(pod.isPresent() ? 1 : 0);
    if (pod.isEmpty()) {
      return;
    }
    EventState.writeAdBreak(pod.get(), sink);
    sink.writeLong(lastAdStartTs);
    sink.writeLong(ad.isPresent() ? 1 : 0);
    ad.ifPresent(open -> {
      EventState.writeAd(open.params(), sink);
      EventState.writeMetadata(open.metadata(), sink);
      sink.writeLong(open.time());
    });
  }

  boolean isBreakOpen() {
    return pod.isPresent();
  }

  boolean isAdOpen() {
    return ad.isPresent();
  }

  Optional<OpenItem<Params.Ad>> openAd() {
    return ad;
  }

  /** The open break; there must be one. */
  Params.AdBreak openBreak() {
    return pod.orElseThrow();
  }

  void openBreak(MediaEvent start) {
    pod = Optional.of(start.params(Params.AdBreak.class));
    lastAdStartTs = NONE;
  }

  void closeBreak() {
    pod = Optional.empty();
  }

  /** Opens an ad in the open break. */
  void openAd(MediaEvent start) {
    ad = Optional.of(OpenItem.of(start, Params.Ad.class));
    lastAdStartTs = start.ts();
    adCount++;
  }

  void closeAd() {
    ad = Optional.empty();
  }

  /** Whether a {@code pauseStart} is but the main content that makes room for the ad that has just started. */
  boolean makesRoom(MediaEvent pauseStart) {
    long since = pauseStart.ts() - lastAdStartTs;
    return isBreakOpen() && lastAdStartTs != NONE && since >= 0 && since < MAKES_ROOM;
  }

  /** Credits ad time to the open ad. */
  void credit(long millis) {
    adTime += millis;
    ad.orElseThrow().credit(millis);
  }

  /** Ad starts inside breaks. */
  long adCount() {
    return adCount;
  }

  long adTime() {
    return adTime;
  }
}
