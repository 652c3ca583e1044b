package io.playhead.report;

/** What a viewer does, as live counts tell it (media-metrics §8). */
public enum Activity {
  STARTING("starting"),
  PLAYING("playing"),
  PAUSED("paused"),
  BUFFERING("buffering"),
  /** Playing, and an ad is open. */
  AD("ad");

  private final String wireName;

  Activity(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in live counts, such as {@code playing}. */
  public String wireName() {
    return wireName;
  }
}
