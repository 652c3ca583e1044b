package io.playhead.event;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The twenty event types a player can send (collection-api §3). */
public enum EventType {
  SESSION_START("sessionStart"),
  PLAY("play"),
  PAUSE_START("pauseStart"),
  BUFFER_START("bufferStart"),
  AD_BREAK_START("adBreakStart"),
  AD_START("adStart"),
  AD_COMPLETE("adComplete"),
  AD_SKIP("adSkip"),
  AD_BREAK_COMPLETE("adBreakComplete"),
  CHAPTER_START("chapterStart"),
  CHAPTER_COMPLETE("chapterComplete"),
  CHAPTER_SKIP("chapterSkip"),
  STATE_START("stateStart"),
  STATE_END("stateEnd"),
  STATES_UPDATE("statesUpdate"),
  PING("ping"),
  BITRATE_CHANGE("bitrateChange"),
  ERROR("error"),
  SESSION_COMPLETE("sessionComplete"),
  SESSION_END("sessionEnd");

  /** The wire names of all types, in the order of this enum. */
  public static final List<String> NAMES = Arrays.stream(values()).map(EventType::wireName).toList();

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code eventType} in the request, such as {@code sessionStart}. */
  public String wireName() {
    return wireName;
  }

  /** The type of that wire name; names are case-sensitive. */
  public static Optional<EventType> of(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }
}
