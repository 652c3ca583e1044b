package io.playhead.validation;

import io.playhead.event.EventType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of collection-api §§2–4, written down once more: what the tests hold the schemas against. */
final class SpecTable {

  /** Of each type one word on params: {@code none}, {@code optional} or {@code required}; then its keys. */
  private static final String PARAMS = """
      sessionStart required
        R analytics.trackingServer               string
        R analytics.reportSuite                  string
        R visitor.marketingCloudOrgId            string
        R media.id                               string
        R media.length                           number 0 1000000000000
        R media.contentType                      string
        R media.playerName                       string
        R media.channel                          string
        - appInstallationId                      string
        - analytics.enableSSL                    boolean
        - analytics.visitorId                    string
        - analytics.aid                          string
        - analytics.optOutServerSideForwarding   boolean
        - analytics.optOutShare                  boolean
        - visitor.marketingCloudUserId           string
        - visitor.aamLocationHint                integer
        - visitor.customerIDs                    customerIDs
        - media.name                             string
        - media.show                             string
        - media.season                           string
        - media.episode                          string
        - media.assetId                          string
        - media.genre                            string
        - media.firstAirDate                     string
        - media.firstDigitalDate                 string
        - media.rating                           string
        - media.originator                       string
        - media.network                          string
        - media.showType                         string
        - media.adLoad                           string
        - media.dayPart                          string
        - media.feed                             string
        - media.pass.mvpd                        string
        - media.pass.auth                        string
        - media.artist                           string
        - media.album                            string
        - media.label                            string
        - media.author                           string
        - media.station                          string
        - media.publisher                        string
        - media.streamType                       string
        - media.streamFormat                     string
        - media.sdkVersion                       string
        - media.libraryVersion                   string
        - media.resume                           boolean
        - media.downloaded                       false
      play none
      pauseStart none
      bufferStart none
      adBreakStart required
        R media.ad.podIndex                      integer
        R media.ad.podSecond                     number
        - media.ad.podFriendlyName               string
      adStart required
        R media.ad.id                            string
        R media.ad.length                        number -1 1000000000000
        R media.ad.podPosition                   integer
        R media.ad.playerName                    string
        - media.ad.name                          string
        - media.ad.advertiser                    string
        - media.ad.campaignId                    string
        - media.ad.creativeId                    string
        - media.ad.siteId                        string
        - media.ad.creativeURL                   string
        - media.ad.placementId                   string
        - media.ad.podFriendlyName               string
      adComplete none
      adSkip none
      adBreakComplete none
      chapterStart required
        R media.chapter.index                    integer
        R media.chapter.offset                   number
        R media.chapter.length                   number 0 1000000000000
        - media.chapter.friendlyName             string
      chapterComplete none
      chapterSkip none
      stateStart required
        R media.state.name                       stateName
      stateEnd required
        R media.state.name                       stateName
      statesUpdate required
        R statesStart                            states
        - statesEnd                              states
      ping none
      bitrateChange none
      error optional
        - media.errorId                          string
        - media.errorSource                      string
      sessionComplete none
      sessionEnd none
      """;

  private static final String PLAYER_TIME = """
        R playhead                               number 0 1000000000000
        R ts                                     integer 0 1000000000000000
      """;

  private static final String QOE_DATA = """
        - media.qoe.bitrate                      integer 0
        - media.qoe.droppedFrames                integer 0
        - media.qoe.timeToStart                  integer 0
        - media.qoe.framesPerSecond              number 0
        - media.qoe.errorID                      string
        - media.qoe.errorSource                  errorSource
      """;

  private SpecTable() {}

  /** A key of an object of an event. */
  record Key(EventType event, String object, String name, boolean required, String type, Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum) {

    String pointer() {
      return "/" + object + "/" + name;
    }

    @Override
    public String toString() {
      return event.wireName() + " " + pointer() + " " + type;
    }
  }

  /** All keys of all objects of all events. */
  static Stream<Key> keys() {
    return Arrays.stream(EventType.values()).flatMap(SpecTable::keys);
  }

  /** The keys of all objects of that event, {@code params} first. */
  static Stream<Key> keys(EventType type) {
    Stream<Key> params = paramsLines(type).skip(1).map(line -> key(type, "params", line));
    Stream<Key> playerTime = PLAYER_TIME.lines().map(line -> key(type, "playerTime", line));
    Stream<Key> qoeData = QOE_DATA.lines().map(line -> key(type, "qoeData", line));
    return Stream.of(params, playerTime, qoeData).flatMap(keys -> keys);
  }

  /** Whether {@code params} must be there. */
  static boolean requiresParams(EventType type) {
    return paramsLines(type).findFirst().orElseThrow().endsWith(" required");
  }

  /** Whether {@code params} may only be empty. */
  static boolean hasNoParams(EventType type) {
    return paramsLines(type).count() == 1;
  }

  private static Stream<String> paramsLines(EventType type) {
    List<String> lines = PARAMS.lines().toList();
    int start = 0;
    while (!lines.get(start).startsWith(type.wireName() + " ")) {
      start++;
    }
    int end = start + 1;
    while (end < lines.size() && lines.get(end).startsWith(" ")) {
      end++;
    }
    return lines.subList(start, end).stream();
  }

  private static Key key(EventType event, String object, String line) {
    String[] words = line.strip().split(" +");
    return new Key(event, object, words[1], words[0].equals("R"), words[2], bound(words, 3), bound(words, 4));
  }

  private static Optional<BigDecimal> bound(String[] words, int index) {
    return words.length > index ? Optional.of(new BigDecimal(words[index])) : Optional.empty();
  }
}
