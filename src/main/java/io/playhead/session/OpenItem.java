package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import java.util.Map;

/** An ad or a chapter that is open: what its start said, and the time credited to it so far. */
final class OpenItem<P extends Params> {

  private final P params;
  private final Map<String, String> metadata;
  private long time;

  OpenItem(P params, Map<String, String> metadata, long time) {
    this.params = params;
    this.metadata = metadata;
    this.time = time;
  }

  static <P extends Params> OpenItem<P> of(MediaEvent start, Class<P> kind) {
    return new OpenItem<>(start.params(kind), start.customMetadata(), 0);
  }

  void credit(long millis) {
    time += millis;
  }

  P params() {
    return params;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** Milliseconds. */
  long time() {
    return time;
  }
}
