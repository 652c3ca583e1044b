package io.playhead.eventlog;

import java.util.List;

/** What came of comparing topics with how they should be. */
public sealed interface TopicCheck {
  /**
   * Playhead can work with the topics.
   *
   * @param created the names of those that were missing and are made now
   * @param notices what differs without harm, a line each
   */
  record Right(List<String> created, List<String> notices) implements TopicCheck {}

  /**
   * Playhead must not work with the topics; trying again will not help.
   *
   * @param problems topic, setting, expected, found: a line each
   */
  record Wrong(List<String> problems) implements TopicCheck {}

  /**
   * A broker refused to answer, or to make a topic.
   *
   * @param reason in a line
   */
  record Refused(String reason) implements TopicCheck {}

  /**
   * No broker gave an answer; trying again may help.
   *
   * @param reason in a line
   */
  record Unreachable(String reason) implements TopicCheck {}
}
