package io.playhead.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What shipping players were seen to send (collection-api §7). */
class RealClientsTest {
  private static final String START = """
      {"playerTime": {"playhead": 0, "ts": 1699523820000}, "eventType": "sessionStart",
       "params": {"analytics.trackingServer": "metrics.example.com", "analytics.reportSuite": "example",
         "visitor.marketingCloudOrgId": "1234@AdobeOrg", "media.id": "film-1", "media.length": 60.39333333333333,
         "media.contentType": "vod", "media.playerName": "html5", "media.channel": "example", %s}}""";
  private static final String EVENT = """
      {"playerTime": %s, "eventType": "%s", "params": %s, "qoeData": {}, "customMetadata": {}}""";

  static Stream<String> startParameters() {
    return Stream.of(
        "\"media.name\": \"\"", "\"media.show\": \"N/A\"", "\"media.showType\": \"0\"", "\"media.downloaded\": false",
        "\"media.resume\": true", "\"analytics.enableSSL\": false", "\"visitor.aamLocationHint\": 6",
        "\"visitor.customerIDs\": {\"user\": {\"id\": \"u-1\", \"authState\": 0}}",
        "\"media.pass.auth\": \"true\", \"media.streamType\": \"audio\", \"media.streamFormat\": \"\"");
  }

  @ParameterizedTest
  @MethodSource("startParameters")
  void parametersOfASessionStart(String parameters) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.SESSIONS, START.formatted(parameters)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void lengthsOfContent(String length) {
    String body = START.replace("60.39333333333333", length).formatted("\"media.name\": \"A film\"");

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.SESSIONS, body))).isEmpty();
  }

  static Stream<String> lengths() {
    return Stream.of("120.345678", "86400", "0", "60", "1e3", "86400.0");
  }

  static Stream<Arguments> events() {
    String now = "{\"playhead\": 0, \"ts\": 1699523820000}";
    return Stream.of(
        Arguments.of("play", now, "{}"),
        Arguments.of("play", "{\"playhead\": 60.999, \"ts\": 1699523820000}", "{}"),
        Arguments.of("ping", "{\"playhead\": 86399.5, \"ts\": 1699523820000}", "{}"),
        Arguments.of("ping", "{\"ts\": 1699523820000.0, \"playhead\": 1.5e1}", "{}"),
        Arguments.of("adBreakStart", now, "{\"media.ad.podIndex\": -1, \"media.ad.podSecond\": 60.4}"),
        Arguments.of("adBreakStart", now, "{\"media.ad.podIndex\": 0, \"media.ad.podSecond\": 0}"),
        Arguments.of("adBreakStart", now,
            "{\"media.ad.podIndex\": 1, \"media.ad.podSecond\": 21, \"media.ad.podFriendlyName\": \"\"}"),
        Arguments.of("adStart", now, "{\"media.ad.id\": \"\", \"media.ad.length\": -1, \"media.ad.podPosition\": 0,"
            + "\"media.ad.playerName\": \"N/A\"}"),
        Arguments.of("stateStart", now, "{\"media.state.name\": \"fullscreen\"}"),
        Arguments.of("stateEnd", now, "{\"media.state.name\": \"fullScreen\"}"),
        Arguments.of("error", now, "{}"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventsOfASession(String type, String playerTime, String params) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, EVENT.formatted(playerTime, type, params)))).isEmpty();
  }

  @Test
  void metadataOnAnAdBreak() {
    String body = """
        {"playerTime": {"playhead": 0, "ts": 0}, "eventType": "adBreakStart", "customMetadata": {"a.b_C": "x"},
         "params": {"media.ad.podIndex": 0, "media.ad.podSecond": 0}}""";

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, body))).isEmpty();
  }

  @Test
  void theOfflineArrayOfAMobileLibraryAtSessions() {
    String start = START.formatted("\"media.downloaded\": true");
    String ping = EVENT.formatted("{\"playhead\": 50, \"ts\": 1699523870000}", "ping", "{}");

    assertThat(Verdicts.of(Endpoint.SESSIONS, "[" + start + ",\n" + ping + "]\n")).isEqualTo(new Verdict.Batch(2));
  }
}
