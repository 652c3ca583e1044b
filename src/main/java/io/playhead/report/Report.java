package io.playhead.report;

import java.util.List;

/** One record of {@code media.reports}, keyed by its session's id (media-metrics §5). */
public sealed interface Report {

  /** What it carries of its session. */
  Envelope envelope();

  /** The value of {@code type}, such as {@code sessionClose}; it names the report's JSON Schema too. */
  String type();

  /** A session has started. */
  record SessionStart(Envelope envelope) implements Report {
    @Override
    public String type() {
      return "sessionStart";
    }
  }

  /** An ad has started. */
  record AdStart(Envelope envelope, AdvertisingDetails ad, AdvertisingPodDetails pod) implements Report {
    @Override
    public String type() {
      return "adStart";
    }
  }

  /**
   * An ad is over.
   *
   * @param timePlayed milliseconds
   */
  record AdClose(Envelope envelope, AdvertisingDetails ad, AdvertisingPodDetails pod, boolean isCompleted,
      long timePlayed) implements Report {
    @Override
    public String type() {
      return "adClose";
    }
  }

  /** A chapter is over. */
  record ChapterClose(Envelope envelope, ChapterDetails chapter) implements Report {
    @Override
    public String type() {
      return "chapterClose";
    }
  }

  /**
   * A session is over.
   *
   * @param secondsSinceLastCall what media-metrics §4 gives for the reason, in milliseconds
   * @param states by name, in its order
   */
  record SessionClose(Envelope envelope, SessionDetails session, CloseReason reason, long secondsSinceLastCall,
      QoeDataDetails qoe, List<StateDetails> states) implements Report {
    @Override
    public String type() {
      return "sessionClose";
    }
  }
}
