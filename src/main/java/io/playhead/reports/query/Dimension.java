package io.playhead.reports.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that sessions are told apart by: a filter asks for some of its values, a breakdown makes a row of each.
 *
 * @param name its name in the API
 * @param kind what its values are, and where they stand
 * @param column the column that holds them; of {@link Kind#METADATA} the key, of {@link Kind#ERROR} the source, empty for any
 */
public record Dimension(String name, Kind kind, String column) {
  private static final String METADATA = "metadata.";
  private static final String AD = "ad.";

  /** What the values of a dimension are, and where they stand. */
  enum Kind {
    /** A text of the session. */
    TEXT,
    /** {@code true} or {@code false} of the session; a session that is open has neither. */
    FLAG,
    /** A number of the session; a filter asks for a range. */
    NUMBER,
    /** A value under a key of the customer's, or under a parameter's name that has no reporting name. */
    METADATA,
    /** A text of the session's ads. */
    AD,
    /** The id of an error in the session. */
    ERROR,
    /** The name of a player state in the session. */
    STATE,
    /** A mark of the content, in per cent of its length, that was watched. */
    WATCHED,
    /** Whether the session is open. */
    OPEN
  }

  /** Names that a live count knows of a session. */
  private static final Set<String> LIVE = Set.of("name", "channel", "contentType", "playerName", "streamType");

  /** Columns of ads that say something of their session. */
  private static final Map<String, String> ON_ADS = Map.of("name", "contentName", "channel", "channel", "contentType",
      "contentType", "playerName", "contentPlayerName", "streamType", "streamType");

  private static final Map<String, Dimension> BY_NAME = new LinkedHashMap<>();

  static {
    for (String name : List.of("name", "friendlyName", "contentType", "playerName", "channel", "appVersion", "show",
        "season", "episode", "assetID", "genre", "firstAirDate", "firstDigitalDate", "rating", "originator", "network",
        "showType", "adLoad", "dayPart", "feed", "mvpd", "authorized", "artist", "album", "label", "author", "station",
        "publisher", "streamType", "streamFormat", "appInstallationId", "closeReason", "segment",
        "bitrateAverageBucket", "sid")) {
      add(name, Kind.TEXT);
    }
    for (String name : List.of("isPlayed", "isCompleted", "hasResume", "isDownloaded", "hasProgress10",
        "hasProgress25", "hasProgress50", "hasProgress75", "hasProgress95", "hasPauseImpactedStreams",
        "isDroppedBeforeStart", "hasBufferImpactedStreams", "hasBitrateChangeImpactedStreams",
        "hasDroppedFrameImpactedStreams", "hasErrorImpactedStreams", "hasStallImpactedStreams")) {
      add(name, Kind.FLAG);
    }
    for (String name : List.of("length", "timePlayed", "totalTimePlayed", "uniqueTimePlayed", "pauseTime", "pauseCount",
        "bufferTime", "startupBufferTime", "bufferCount", "stallTime", "stallCount", "timeToStart", "bitrateAverage",
        "bitrateChangeCount",
        "droppedFrames", "errorCount", "adCount", "chapterCount", "eventCount", "lateEvents", "clockResets")) {
      add(name, Kind.NUMBER);
    }
    for (String name : List.of("name", "friendlyName", "playerName", "advertiser", "campaignID", "creativeID",
        "siteID", "creativeURL", "placementID", "podFriendlyName", "podIndex", "podPosition", "isCompleted")) {
      BY_NAME.put(AD + name, new Dimension(AD + name, Kind.AD, name));
    }
    BY_NAME.put("error", new Dimension("error", Kind.ERROR, ""));
    BY_NAME.put("error.player", new Dimension("error.player", Kind.ERROR, "player"));
    BY_NAME.put("error.external", new Dimension("error.external", Kind.ERROR, "external"));
    BY_NAME.put("state", new Dimension("state", Kind.STATE, "name"));
    BY_NAME.put("watched", new Dimension("watched", Kind.WATCHED, "watchedMarks"));
    BY_NAME.put("open", new Dimension("open", Kind.OPEN, "closed"));
  }

  private static void add(String name, Kind kind) {
    BY_NAME.put(name, new Dimension(name, kind, name));
  }

  /** All that have a name of their own; those of metadata have the names that customers give. */
  public static List<Dimension> all() {
    return List.copyOf(BY_NAME.values());
  }

  /** The dimension of a name in the API. */
  static Dimension named(String parameter, String name) throws BadQueryException {
    if (name.startsWith(METADATA) && name.length() > METADATA.length()) {
      return new Dimension(name, Kind.METADATA, name.substring(METADATA.length()));
    }
    return Optional.ofNullable(BY_NAME.get(name)).orElseThrow(() -> new BadQueryException(parameter + ": \"" + name
        + "\" is no dimension; GET /reports/v1/dimensions lists them, and metadata.KEY is one for each key"));
  }

  /** Whether rows can be made of its values. */
  boolean canGroup() {
    return kind == Kind.TEXT || kind == Kind.FLAG || kind == Kind.METADATA || kind == Kind.AD;
  }

  /** Whether rows of ads know it, so that no session need be looked up. */
  boolean isOnAds() {
    return kind == Kind.AD || kind == Kind.METADATA || ON_ADS.containsKey(name);
  }

  /** The column of ads that has it, if they do. */
  String adColumn() {
    return ON_ADS.getOrDefault(name, column);
  }

  /** Whether live counts know it. */
  boolean isLive() {
    return LIVE.contains(name);
  }
}
