package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import java.util.ArrayList;
import java.util.List;

/**
 * The errors of a session and their distinct ids, at most twenty from the player and twenty from elsewhere (media-metrics
 * §5.2).
 */
final class Errors {

  private static final int MOST_IDS = 20;
  private static final String EXTERNAL = "external";

  private final List<String> player;
  private final List<String> external;
  private long count;

  Errors() {
    this(new ArrayList<>(0), new ArrayList<>(0));
  }

  private Errors(List<String> player, List<String> external) {
    this.player = player;
    this.external = external;
  }

  static Errors readFrom(StateSource source) {
    Errors errors = new Errors(EventState.readTexts(source), EventState.readTexts(source));
    errors.count = source.readLong();
    return errors;
  }

  void writeTo(StateSink sink) {
    EventState.writeTexts(player, sink);
    EventState.writeTexts(external, sink);
    sink.writeLong(count);
  }

  /** Counts an {@code error} event. What its {@code qoeData} says wins over its {@code params}, even if it is empty. */
  void add(MediaEvent error) {
    count++;
    Params.Failure failure = error.params(Params.Failure.class);
    String id = error.qoe().errorId().or(failure::id).orElse("");
    String source = error.qoe().errorSource().or(failure::source).orElse("");
    List<String> ids = source.equals(EXTERNAL) ? external : player;
    if (!id.isEmpty() && ids.size() < MOST_IDS && !ids.contains(id)) {
      ids.add(id);
    }
  }

  long count() {
    return count;
  }

  List<String> player() {
    return List.copyOf(player);
  }

  List<String> external() {
    return List.copyOf(external);
  }
}
