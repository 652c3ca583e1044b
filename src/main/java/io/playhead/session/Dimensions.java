package io.playhead.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import io.playhead.event.ParamNames;
import io.playhead.event.Params;
import io.playhead.report.Audience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of {@code sessionStart} under their reporting names, which are those of sessionDetails in adobe/xdm
 * (media-metrics §5). A parameter without one keeps its own name.
 */
final class Dimensions {

  /** Reporting names in the order of collection-api §4: a row each of name on the wire, reporting name. */
  private static final Map<String, String> REPORTING_NAMES = names(
      "media.id name",
      "media.name friendlyName",
      "media.length length",
      "media.contentType contentType",
      "media.playerName playerName",
      "media.channel channel",
      "media.sdkVersion appVersion",
      "media.show show",
      "media.season season",
      "media.episode episode",
      "media.assetId assetID",
      "media.genre genre",
      "media.firstAirDate firstAirDate",
      "media.firstDigitalDate firstDigitalDate",
      "media.rating rating",
      "media.originator originator",
      "media.network network",
      "media.showType showType",
      "media.adLoad adLoad",
      "media.dayPart dayPart",
      "media.feed feed",
      "media.pass.mvpd mvpd",
      "media.pass.auth authorized",
      "media.artist artist",
      "media.album album",
      "media.label label",
      "media.author author",
      "media.station station",
      "media.publisher publisher",
      "media.streamType streamType",
      "media.streamFormat streamFormat",
      "appInstallationId appInstallationId");

  private Dimensions() {}

  /**
   * The dimensions in a fixed order: those with reporting names, then the others by name.
   *
   * @param downloaded whether the session is an offline batch
   */
  static Map<String, JsonNode> of(Params.Start start, boolean downloaded) {
    Map<String, JsonNode> dimensions = new LinkedHashMap<>();
    REPORTING_NAMES.forEach((wireName, name) -> {
      JsonNode value = start.values().get(wireName);
      if (value != null) {
        dimensions.put(name, wireName.equals(ParamNames.MEDIA_LENGTH) ? seconds(start.length()) : value);
      }
    });
    if (isTrue(start, ParamNames.MEDIA_RESUME)) {
      dimensions.put("hasResume", BooleanNode.TRUE);
    }
    if (downloaded) {
      dimensions.put("isDownloaded", BooleanNode.TRUE);
    }
    for (String wireName : others(start)) {
      dimensions.put(wireName, start.values().getOrDefault(wireName, BooleanNode.TRUE));
    }
    return Collections.unmodifiableMap(dimensions);
  }

  /** Those of them that live counts go by. */
  static Audience audience(Params.Start start) {
    return new Audience(text(start, ParamNames.MEDIA_ID), text(start, ParamNames.MEDIA_CHANNEL),
        text(start, ParamNames.MEDIA_CONTENT_TYPE), text(start, ParamNames.MEDIA_PLAYER_NAME),
        text(start, ParamNames.MEDIA_STREAM_TYPE));
  }

  private static Optional<String> text(Params.Start start, String wireName) {
    return Optional.ofNullable(start.values().get(wireName)).map(JsonNode::textValue);
  }

  private static boolean isTrue(Params.Start start, String wireName) {
    JsonNode value = start.values().get(wireName);
    return value != null && value.booleanValue();
  }

  /** A name without a dot could be that of a metric, and an empty object says nothing. */
  private static List<String> others(Params.Start start) {
    List<String> names = new ArrayList<>();
    start.values().forEach((wireName, value) -> {
      boolean reported = REPORTING_NAMES.containsKey(wireName) || wireName.equals(ParamNames.MEDIA_RESUME)
          || wireName.equals(ParamNames.MEDIA_DOWNLOADED);
      if (!reported && wireName.indexOf('.') >= 0 && !(value.isContainerNode() && value.isEmpty())) {
        names.add(wireName);
      }
    });
    Collections.sort(names);
    return names;
  }

  private static JsonNode seconds(long millis) {
    return DecimalNode.valueOf(BigDecimal.valueOf(millis, 3));
  }

  private static Map<String, String> names(String... rows) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String row : rows) {
      names.put(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1));
    }
    return Collections.unmodifiableMap(names);
  }
}
