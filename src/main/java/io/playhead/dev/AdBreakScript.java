package io.playhead.dev;

import static io.playhead.event.EventType.AD_BREAK_COMPLETE;
import static io.playhead.event.EventType.AD_BREAK_START;
import static io.playhead.event.EventType.AD_COMPLETE;
import static io.playhead.event.EventType.AD_SKIP;
import static io.playhead.event.EventType.AD_START;
import static io.playhead.event.EventType.BUFFER_START;
import static io.playhead.event.EventType.PAUSE_START;
import static io.playhead.event.EventType.PING;
import static io.playhead.event.EventType.PLAY;

import io.playhead.dev.PlannedAd.Fate;
import io.playhead.dev.PlannedAd.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a viewer sees of one ad break. All that happens between two ads or at an end of the break is one moment's. */
final class AdBreakScript {
  /** The player holds the main content while the ad already plays; up to 249 ms that is no pause (media-metrics §3). */
  private static final long HOLD_DELAY = 5;

  private final Player player;
  private final Ledger ledger;
  private final Habits habits;

  AdBreakScript(Player player, Ledger ledger, Habits habits) {
    this.player = player;
    this.ledger = ledger;
    this.habits = habits;
  }

  /**
   * Sees the ads; a last one with the fate {@code LEFT} leaves the break open.
   *
   * @param holdsContent whether the player says {@code pauseStart} of the main content as the first ad starts
   * @param thenPlays whether the player says {@code play} as the break ends
   */
  void run(int podIndex, List<PlannedAd> ads, boolean holdsContent, boolean thenPlays) {
    open(podIndex, ads.getFirst(), holdsContent);
    for (int i = 0; i < ads.size(); i++) {
      PlannedAd ad = ads.get(i);
      see(ad);
      if (ad.fate() == Fate.LEFT) {
        player.post(player.event(PING));
      } else if (i + 1 < ads.size()) {
        next(ad, ads.get(i + 1), i + 2);
      } else {
        close(ad, thenPlays);
      }
    }
  }

  private void open(int podIndex, PlannedAd first, boolean holdsContent) {
    List<PlannedEvent> events = new ArrayList<>();
    events.add(player.event(AD_BREAK_START, Map.of("media.ad.podIndex", podIndex, "media.ad.podSecond",
        PlannedEvent.seconds(player.playhead()), "media.ad.podFriendlyName", "break " + podIndex)));
    events.add(start(first, 1));
    if (holdsContent) {
      events.add(player.eventAfter(HOLD_DELAY, PAUSE_START));
    }
    player.post(events);
    ledger.adStarts();
  }

  private void see(PlannedAd ad) {
    if (ad.interruption() == Interruption.NONE) {
      watch(ad.watched());
      return;
    }
    long half = ad.watched() / 2;
    watch(half);
    interrupt(ad.interruption(), ad.interrupted());
    watch(ad.watched() - half);
  }

  private void interrupt(Interruption interruption, long time) {
    boolean pause = interruption == Interruption.PAUSE;
    player.post(player.event(pause ? PAUSE_START : BUFFER_START));
    player.waits(time);
    if (pause) {
      ledger.pause(time);
    } else {
      ledger.buffer(time);
    }
    player.post(player.event(PLAY));
  }

  private void watch(long time) {
    player.pinging(time, habits.adPingInterval(), ledger::ad);
  }

  private void next(PlannedAd ad, PlannedAd next, int position) {
    List<PlannedEvent> events = new ArrayList<>(ending(ad));
    events.add(start(next, position));
    player.post(events);
    ledger.closeAd(ad.fate() == Fate.COMPLETED);
    ledger.adStarts();
  }

  private void close(PlannedAd ad, boolean thenPlays) {
    List<PlannedEvent> events = new ArrayList<>(ending(ad));
    events.add(player.event(AD_BREAK_COMPLETE));
    if (thenPlays) {
      events.add(player.event(PLAY));
    }
    if (ad.fate() == Fate.CUT_OFF) {
      // While an ad is open neither fits, so that their order of arrival would count (media-metrics §2).
      player.postInOrder(events);
    } else {
      player.post(events);
    }
    ledger.closeAd(ad.fate() == Fate.COMPLETED);
    if (thenPlays) {
      ledger.plays();
    }
  }

  private List<PlannedEvent> ending(PlannedAd ad) {
    return switch (ad.fate()) {
      case COMPLETED -> List.of(player.event(AD_COMPLETE));
      case SKIPPED -> List.of(player.event(AD_SKIP));
      case CUT_OFF, LEFT -> List.of();
    };
  }

  private PlannedEvent start(PlannedAd ad, int position) {
    return player.event(AD_START, Map.of("media.ad.id", ad.id(), "media.ad.length", ad.length() / 1_000,
        "media.ad.podPosition", position, "media.ad.playerName", "simulated", "media.ad.advertiser", "Example & Co."));
  }
}
