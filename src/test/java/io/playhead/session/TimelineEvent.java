package io.playhead.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** Turns the words of a timeline's event into the JSON a player would send. */
final class TimelineEvent {

  private static final Map<String, Map<String, String>> DEFAULTS = Map.of("sessionStart",
      Map.of("analytics.trackingServer", "t", "analytics.reportSuite", "r", "visitor.marketingCloudOrgId", "o",
          "media.id", "m", "media.length", "100", "media.contentType", "vod", "media.playerName", "p", "media.channel",
          "c"),
      "adBreakStart", Map.of("media.ad.podIndex", "0", "media.ad.podSecond", "0"), "adStart",
      Map.of("media.ad.id", "ad", "media.ad.length", "-1", "media.ad.podPosition", "1", "media.ad.playerName", "p"),
      "chapterStart", Map.of("media.chapter.index", "1", "media.chapter.offset", "0", "media.chapter.length", "10"));

  private static final Map<String, Map<String, String>> SHORT = Map.of("sessionStart",
      Map.of("length", "media.length", "id", "media.id", "resume", "media.resume", "auth", "media.pass.auth"),
      "adBreakStart",
      Map.of("pod", "media.ad.podIndex", "second", "media.ad.podSecond", "name", "media.ad.podFriendlyName"), "adStart",
      Map.of("id", "media.ad.id", "length", "media.ad.length", "position", "media.ad.podPosition", "name",
          "media.ad.name"),
      "chapterStart", Map.of("index", "media.chapter.index", "offset", "media.chapter.offset", "length",
          "media.chapter.length", "name", "media.chapter.friendlyName"));

  private static final Set<String> NUMBERS = Set.of("media.length", "media.ad.podIndex", "media.ad.podSecond",
      "media.ad.length", "media.ad.podPosition", "media.chapter.index", "media.chapter.offset", "media.chapter.length");
  private static final Set<String> FLAGS = Set.of("media.resume", "media.downloaded");
  private static final Set<String> QUALITY_NUMBERS = Set.of("bitrate", "droppedFrames", "framesPerSecond",
      "timeToStart");
  private static final Set<String> QUALITY_STRINGS = Set.of("errorID", "errorSource");

  private final String type;
  private final ObjectNode params = JsonNodeFactory.instance.objectNode();
  private final ObjectNode qoeData = JsonNodeFactory.instance.objectNode();
  private final ObjectNode customMetadata = JsonNodeFactory.instance.objectNode();

  private TimelineEvent(String type) {
    this.type = type;
  }

  /** The event of those words ({@code adStart id=001 length=15}) at that time (in milliseconds) and playhead (in seconds). */
  static ObjectNode json(long ts, BigDecimal playhead, String event) {
    String[] words = event.split(" ", -1);
    var parsed = new TimelineEvent(words[0]);
    DEFAULTS.getOrDefault(words[0], Map.of()).forEach(parsed::param);
    for (int i = 1; i < words.length; i++) {
      parsed.word(words[i]);
    }
    return parsed.json(ts, playhead);
  }

  private void word(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      params.put("media.state.name", word);
      return;
    }
    String key = word.substring(0, equals);
    String value = word.substring(equals + 1);
    if (key.startsWith("meta.")) {
      customMetadata.put(key.substring("meta.".length()), value);
    } else if (QUALITY_NUMBERS.contains(key)) {
      qoeData.put("media.qoe." + key, new BigDecimal(value));
    } else if (QUALITY_STRINGS.contains(key)) {
      qoeData.put("media.qoe." + key, value);
    } else if (type.equals("statesUpdate")) {
      states(key.equals("start") ? "statesStart" : "statesEnd", value);
    } else {
      param(parameter(key), value);
    }
  }

  private String parameter(String key) {
    if (key.contains(".")) {
      return key;
    }
    String name = SHORT.getOrDefault(type, Map.of()).get(key);
    if (name == null) {
      throw new IllegalArgumentException(type + " has no key " + key);
    }
    return name;
  }

  private void param(String key, String value) {
    if (NUMBERS.contains(key)) {
      params.put(key, new BigDecimal(value));
    } else if (FLAGS.contains(key)) {
      params.put(key, Boolean.parseBoolean(value));
    } else {
      params.put(key, value);
    }
  }

  private void states(String key, String names) {
    ArrayNode states = params.putArray(key);
    for (String name : names.split(",", -1)) {
      states.addObject().put("media.state.name", name);
    }
  }

  private ObjectNode json(long ts, BigDecimal playhead) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("playerTime").put("playhead", playhead).put("ts", ts);
    json.put("eventType", type);
    attach(json, "params", params);
    attach(json, "qoeData", qoeData);
    attach(json, "customMetadata", customMetadata);
    return json;
  }

  private static void attach(ObjectNode json, String name, ObjectNode member) {
    if (!member.isEmpty()) {
      json.set(name, member);
    }
  }
}
