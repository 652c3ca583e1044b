package io.playhead.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.event.QoeData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Events of tests: times and playheads in seconds, {@code ts} counted from {@link #EPOCH}. */
final class Events {

  /** The {@code ts} of second 0. */
  static final long EPOCH = 1_700_000_000_000L;

  private Events() {}

  static long millis(double seconds) {
    return Math.round(seconds * 1000);
  }

  static long ts(double seconds) {
    return EPOCH + millis(seconds);
  }

  /** A record appended then, at the beginning of the log. */
  static LogPosition record(long appended) {
    return new LogPosition(0, 0, appended);
  }

  static MediaEvent sessionStart(double length) {
    Map<String, com.fasterxml.jackson.databind.JsonNode> params = new LinkedHashMap<>();
    params.put("media.id", JsonNodeFactory.instance.textNode("film"));
    params.put("media.length", JsonNodeFactory.instance.numberNode(length));
    return of(EventType.SESSION_START, 0, 0, new Params.Start(params));
  }

  static MediaEvent of(EventType type, double second, double playhead, Params params) {
    return new MediaEvent(type, ts(second), millis(playhead), params, QoeData.NONE, Map.of());
  }

  /** An event of that wire name with the plainest parameters its type can have. */
  static MediaEvent of(String type, double second, double playhead) {
    EventType known = EventType.of(type).orElseThrow();
    return switch (known) {
      case SESSION_START -> throw new IllegalArgumentException("has its own method");
      case AD_BREAK_START -> of(known, second, playhead, new Params.AdBreak(0, 0, Optional.empty()));
      case AD_START -> of(known, second, playhead, ad("ad"));
      case CHAPTER_START -> of(known, second, playhead, new Params.Chapter(1, 0, 60_000, Optional.empty()));
      case STATE_START -> of(known, second, playhead, new Params.States(List.of(), List.of("mute")));
      case STATE_END -> of(known, second, playhead, new Params.States(List.of("mute"), List.of()));
      case STATES_UPDATE -> of(known, second, playhead, new Params.States(List.of("mute"), List.of("fullscreen")));
      case ERROR -> of(known, second, playhead, new Params.Failure(Optional.of("e1"), Optional.empty()));
      default -> of(known, second, playhead, Params.None.INSTANCE);
    };
  }

  static Params.Ad ad(String id) {
    return new Params.Ad(id, Optional.empty(), 10_000, 1, "player", Optional.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static MediaEvent withBitrate(MediaEvent event, long bitrate) {
    return withQoe(event, new QoeData(OptionalLong.of(bitrate), OptionalLong.empty(), OptionalLong.empty(),
        OptionalDouble.empty(), Optional.empty(), Optional.empty()));
  }

  static MediaEvent withQoe(MediaEvent event, QoeData qoe) {
    return new MediaEvent(event.type(), event.ts(), event.playhead(), event.params(), qoe, event.customMetadata());
  }

  static MediaEvent withMetadata(MediaEvent event, Map<String, String> metadata) {
    return new MediaEvent(event.type(), event.ts(), event.playhead(), event.params(), event.qoe(), metadata);
  }
}
