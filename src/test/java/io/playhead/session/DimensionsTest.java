package io.playhead.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.playhead.event.MediaEventReader;
import io.playhead.event.Params;
import io.playhead.event.UnreadableEventException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reporting names of the parameters of {@code sessionStart} (media-metrics §5, adobe/xdm sessionDetails). */
class DimensionsTest {

  private static Map<String, JsonNode> dimensions(String params) throws UnreadableEventException {
    return dimensions(params, false);
  }

  private static Map<String, JsonNode> dimensions(String params, boolean downloaded) throws UnreadableEventException {
    String event = """
        {"eventType": "sessionStart", "playerTime": {"playhead": 0, "ts": 0}, "params": %s}""".formatted(params);
    return Dimensions.of(
        new MediaEventReader().read(event.getBytes(StandardCharsets.UTF_8)).params(Params.Start.class), downloaded);
  }

  @ParameterizedTest
  @CsvSource({"media.id, name", "media.name, friendlyName", "media.contentType, contentType",
    "media.playerName, playerName", "media.channel, channel", "media.sdkVersion, appVersion", "media.show, show",
    "media.season, season", "media.episode, episode", "media.assetId, assetID", "media.genre, genre",
    "media.firstAirDate, firstAirDate", "media.firstDigitalDate, firstDigitalDate", "media.rating, rating",
    "media.originator, originator", "media.network, network", "media.showType, showType", "media.adLoad, adLoad",
    "media.dayPart, dayPart", "media.feed, feed", "media.pass.mvpd, mvpd", "media.pass.auth, authorized",
    "media.artist, artist", "media.album, album", "media.label, label", "media.author, author",
    "media.station, station", "media.publisher, publisher", "media.streamType, streamType",
    "media.streamFormat, streamFormat", "appInstallationId, appInstallationId",
    "media.libraryVersion, media.libraryVersion", "analytics.reportSuite, analytics.reportSuite"})
  void aParameterHasItsReportingNameOrKeepsItsOwn(String wireName, String name) throws Exception {
    Map<String, JsonNode> dimensions = dimensions("{\"%s\": \"x\"}".formatted(wireName));

    assertThat(dimensions).containsOnlyKeys(name);
    assertThat(dimensions).containsValue(TextNode.valueOf("x"));
  }

  @ParameterizedTest
  @CsvSource({"60.333, 60.333", "60.3334, 60.333", "60.3335, 60.334", "86400, 86400.000", "1e3, 1000.000"})
  void theLengthIsSecondsToTheMillisecond(String sent, String reported) throws Exception {
    assertThat(dimensions("{\"media.length\": %s}".formatted(sent)))
        .containsValue(DecimalNode.valueOf(new BigDecimal(reported)));
  }

  @Test
  void flagsAreTrueOrAbsent() throws Exception {
    assertThat(dimensions("{\"media.resume\": true, \"media.downloaded\": false}")).containsOnlyKeys("hasResume");
    assertThat(dimensions("{\"media.resume\": false, \"media.downloaded\": true}", true))
        .containsOnlyKeys("isDownloaded");
  }

  @Test
  void customerIdsAreReportedAsSentUnlessEmpty() throws Exception {
    String ids = "{\"crm\":{\"id\":\"7\",\"authState\":1}}";

    assertThat(dimensions("{\"visitor.customerIDs\": %s}".formatted(ids)).values()).singleElement().hasToString(ids);
    assertThat(dimensions("{\"visitor.customerIDs\": {}}")).isEmpty();
  }

  @Test
  void whatAViewerOptedOutOfIsReportedAsSent() throws Exception {
    assertThat(dimensions("{\"analytics.optOutShare\": true, \"analytics.optOutServerSideForwarding\": false}"))
        .containsEntry("analytics.optOutShare", BooleanNode.TRUE)
        .containsEntry("analytics.optOutServerSideForwarding", BooleanNode.FALSE);
  }

  @Test
  void anUnknownNameThatCouldBeAMetricsIsLeftOut() throws Exception {
    assertThat(dimensions("{\"timePlayed\": 5, \"my.own\": 5}")).containsOnlyKeys("my.own");
  }

  @Test
  void theirOrderDoesNotDependOnTheOrderSent() throws Exception {
    assertThat(dimensions("{\"b.b\": 1, \"a.a\": 1, \"media.channel\": \"c\", \"media.id\": \"i\"}").keySet())
        .containsExactly("name", "channel", "a.a", "b.b");
  }
}
