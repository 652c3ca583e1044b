package io.playhead.dev;

import io.playhead.event.EventType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The first events of sessions: what a player tells of the content, of itself and of its viewer (collection-api §4).
 */
final class SessionStarts {
  private final Content content;
  private final boolean batch;
  private final boolean resumes;

  SessionStarts(Content content, boolean batch, boolean resumes) {
    this.content = content;
    this.batch = batch;
    this.resumes = resumes;
  }

  /** The event, dated in milliseconds from the viewer's start. */
  PlannedEvent at(long at, long playhead) {
    return new PlannedEvent(EventType.SESSION_START, at, playhead, params(), Map.of(),
        Map.of("simulated", "true", "content.genre", content.genre()));
  }

  private Map<String, Object> params() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("analytics.trackingServer", "metrics.example.com");
    params.put("analytics.reportSuite", "playhead.dev");
    params.put("visitor.marketingCloudOrgId", "simulated@example.com");
    params.put("media.id", content.id());
    params.put("media.name", content.name());
    params.put("media.genre", content.genre());
    params.put("media.length", PlannedEvent.seconds(content.length()));
    params.put("media.contentType", content.contentType());
    params.put("media.streamType", "video");
    params.put("media.playerName", "simulated");
    params.put("media.channel", "example");
    params.put("media.downloaded", batch);
    if (resumes) {
      params.put("media.resume", true);
    }
    return params;
  }
}
