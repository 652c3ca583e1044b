package io.playhead.report;

/** Why a session closed (media-metrics §4). */
public enum CloseReason {
  ENDED("ended"),
  COMPLETED("completed"),
  INACTIVE("inactive"),
  PLAYHEAD_STUCK("playhead-stuck"),
  TOO_OLD("too-old"),
  DOWNLOADED("downloaded");

  private final String wireName;

  CloseReason(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code closeReason} in reports, such as {@code playhead-stuck}. */
  public String wireName() {
    return wireName;
  }
}
