package io.playhead.dev;

import io.playhead.dev.ViewerPlan.Delivery;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Plans viewers by chance: what they watch, what they do, what becomes of it. The same seed and number give the same
 * plan, whatever was planned before. Thread-safe.
 */
public final class ViewerPlanner {
  private static final List<Content> CATALOGUE = List.of(
      Content.vod("trailer-7", "A trailer", "Drama", 60_000),
      Content.vod("news-20", "News at eight", "News", 300_000),
      Content.vod("episode-3", "The third episode", "Comedy", 1_320_000),
      Content.vod("film-1", "A long film", "Drama", 5_400_000),
      Content.vod("clip-0", "A clip of unknown length", "Music", 0),
      Content.live("channel-1", "Channel one", "General"),
      Content.live("match-9", "A match", "Sport"));
  private static final int LAST_LIVE_HOUR_BEGUN = 18;
  private static final long OFFLINE_AGE = 2 * 86_400_000;
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final List<Ending> endings;

  /**
   * A planner.
   *
   * @param endings how sessions may come to their end; at least one
   */
  public ViewerPlanner(long seed, Set<Ending> endings) {
    this.seed = seed;
    this.endings = List.copyOf(EnumSet.copyOf(endings));
  }

  /** The viewer of that number, from 0. */
  public ViewerPlan plan(long number) {
    Chance chance = new Chance((seed + number * SEED_STEP) ^ SEED_STEP >>> 7);
    Content content = chance.pick(CATALOGUE);
    Habits habits = habits(chance);
    boolean offline = habits.delivery() != Delivery.EVENT_BY_EVENT;
    boolean preRoll = chance.of(35);
    boolean resumes = !content.live() && content.end() > 600_000 && chance.of(10);
    long firstPlayhead = firstPlayhead(chance, content, resumes);
    long startDelay = preRoll && chance.of(20) ? 4_500 : 0;
    ViewerScript script =
        new ViewerScript(content, habits, offline ? -OFFLINE_AGE : 0, firstPlayhead, resumes, startDelay);
    return new ViewerStory(chance, content, habits, chance.pick(endings), script).tell(preRoll);
  }

  private static long firstPlayhead(Chance chance, Content content, boolean resumes) {
    if (content.live()) {
      return chance.number(0, LAST_LIVE_HOUR_BEGUN) * 3_600_000L + chance.time(0, 3_599);
    }
    return resumes ? chance.time(10, 120) : 0;
  }

  private static Habits habits(Chance chance) {
    if (chance.of(8)) {
      return new Habits(chance.pick(List.of(Delivery.DOWNLOADED, Delivery.SESSIONS_ARRAY)), false, 50_000, 50_000, true,
          true);
    }
    boolean browser = chance.of(40);
    return new Habits(Delivery.EVENT_BY_EVENT, browser, 10_000, browser ? 1_000 : 10_000, chance.of(70),
        chance.of(80));
  }
}
