package io.playhead.session;

/** Why an event of an open session changed nothing but what every event changes (media-metrics §3). */
enum Ignored {
  PLAYING_ALREADY("it plays already"),
  PAUSED_ALREADY("it is paused already"),
  BUFFERING_ALREADY("it buffers already"),
  MAKES_ROOM("within 250 ms of an adStart the content only makes room for the ad"),
  NO_BREAK_OPEN("no ad break is open"),
  NO_AD_OPEN("no ad is open"),
  NO_CHAPTER_OPEN("no chapter is open"),
  CONTENT_OVER("content is over since sessionComplete"),
  STATE_AS_BEFORE("the state is as it says already"),
  NO_PLACE("a session has at most ten player states"),
  AFTER_THE_BATCH("the batch ends with the first sessionComplete or sessionEnd");

  private final String text;

  Ignored(String text) {
    this.text = text;
  }

  /** For people. */
  String text() {
    return text;
  }
}
