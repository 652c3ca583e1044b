package io.playhead.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code params} of an event once its type is known: they may stand before it. */
final class ParamsReader {

  private final ObjectNode params;

  private ParamsReader(ObjectNode params) {
    this.params = params;
  }

  static Params read(EventType type, ObjectNode params) throws UnreadableEventException {
    ParamsReader reader = new ParamsReader(params);
    return switch (type) {
      case SESSION_START -> reader.start();
      case AD_BREAK_START -> reader.adBreak();
      case AD_START -> reader.ad();
      case CHAPTER_START -> reader.chapter();
      case STATE_START -> new Params.States(List.of(), List.of(reader.text(ParamNames.STATE_NAME)));
      case STATE_END -> new Params.States(List.of(reader.text(ParamNames.STATE_NAME)), List.of());
      case STATES_UPDATE ->
        new Params.States(reader.names(ParamNames.STATES_END), reader.names(ParamNames.STATES_START));
      case ERROR -> new Params.Failure(reader.label(ParamNames.ERROR_ID), reader.label(ParamNames.ERROR_SOURCE));
      default -> Params.None.INSTANCE;
    };
  }

  private Params start() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    params.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return new Params.Start(Collections.unmodifiableMap(values));
  }

  private Params adBreak() throws UnreadableEventException {
    return new Params.AdBreak(whole(ParamNames.POD_INDEX), millis(ParamNames.POD_SECOND),
        label(ParamNames.POD_FRIENDLY_NAME));
  }

  private Params ad() throws UnreadableEventException {
    return new Params.Ad(text(ParamNames.AD_ID), label(ParamNames.AD_NAME), millis(ParamNames.AD_LENGTH),
        whole(ParamNames.AD_POD_POSITION), text(ParamNames.AD_PLAYER_NAME), label(ParamNames.AD_ADVERTISER),
        label(ParamNames.AD_CAMPAIGN_ID), label(ParamNames.AD_CREATIVE_ID), label(ParamNames.AD_SITE_ID),
        label(ParamNames.AD_CREATIVE_URL), label(ParamNames.AD_PLACEMENT_ID), label(ParamNames.POD_FRIENDLY_NAME));
  }

  private Params chapter() throws UnreadableEventException {
    return new Params.Chapter(whole(ParamNames.CHAPTER_INDEX), millis(ParamNames.CHAPTER_OFFSET),
        millis(ParamNames.CHAPTER_LENGTH), label(ParamNames.CHAPTER_FRIENDLY_NAME));
  }

  private List<String> names(String key) throws UnreadableEventException {
    List<String> names = new ArrayList<>();
    for (JsonNode state : params.path(key)) {
      if (!state.path(ParamNames.STATE_NAME).isTextual()) {
        throw new UnreadableEventException("params." + key + " has an element without " + ParamNames.STATE_NAME);
      }
      names.add(state.path(ParamNames.STATE_NAME).textValue());
    }
    return List.copyOf(names);
  }

  private String text(String key) throws UnreadableEventException {
    return label(key).orElseThrow(() -> new UnreadableEventException("params." + key + " is not a string"));
  }

  private Optional<String> label(String key) {
    return Optional.ofNullable(params.path(key).textValue());
  }

  private long millis(String key) throws UnreadableEventException {
    return Millis.of(number(key).doubleValue());
  }

  private long whole(String key) throws UnreadableEventException {
    return (long) number(key).doubleValue();
  }

  private JsonNode number(String key) throws UnreadableEventException {
    JsonNode value = params.path(key);
    if (!value.isNumber()) {
      throw new UnreadableEventException("params." + key + " is not a number");
    }
    return value;
  }
}
