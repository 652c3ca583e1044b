package io.playhead.report;

import java.util.Optional;

/**
 * A chapter and how it was watched (media-metrics §5.3). Times are milliseconds.
 *
 * @param id MD5 of the content's id, an underscore, and the index
 * @param offset its position in the content
 * @param timePlayed the content time credited while it was open
 */
public record ChapterDetails(String id, Optional<String> friendlyName, long index, long offset, long length,
    boolean isCompleted, long timePlayed) {}
