package io.playhead.reports.store;

/** Says that a topic is not the one that the store was filled from. Reading on would lose rows or double them. */
final class OtherTopicException extends Exception {
  private static final long serialVersionUID = 1L;

  OtherTopicException(String what) {
    super(what + "; reading on would lose rows or double them, so the store is filled no more."
        + " Move its file away to have it made again from the topics");
  }
}
