package io.playhead.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.event.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events each endpoint takes, alone and in arrays (collection-api §§1, 3, 6). */
class EndpointsTest {
  private static final String START = SampleEvents.minimal(EventType.SESSION_START).toString();
  private static final String DOWNLOADED_START = downloadedStart().toString();
  private static final String PING = SampleEvents.minimal(EventType.PING).toString();

  private static ObjectNode downloadedStart() {
    ObjectNode start = SampleEvents.minimal(EventType.SESSION_START);
    start.withObject("/params").put("media.downloaded", true);
    return start;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SESSION_START")
  void onlySessionStartStartsASession(EventType type) {
    Verdict verdict = Verdicts.of(Endpoint.SESSIONS, SampleEvents.fullest(type).toString());

    assertThat(Verdicts.invalid(verdict).type()).contains(type);
    assertThat(Verdicts.lines(verdict)).isEqualTo("/eventType eventType must be sessionStart here, was \""
        + type.wireName() + "\"; send other events to /api/v1/sessions/{sid}/events");
  }

  @Test
  void sessionStartIsNoEventOfARunningSession() {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, START))).isEqualTo(
        "/eventType eventType must not be sessionStart here; start a session with a POST to /api/v1/sessions");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      pause          | ; use pauseStart (
      resume         | ; use play (
      seekStart      | ; use pauseStart, and play when the seek is over (
      stall          | ; use bufferStart (
      bufferComplete | ; use play (
      Play           | ; did you mean play? (
      pausestart     | ; did you mean pauseStart? (
      adBreakStrat   | ; did you mean adBreakStart? (
      nonsense       | ' ('
      ''             | ' ('
      """)
  void anUnknownEventTypeIsAnsweredWithWhatIsAllowed(String name, String advice) {
    List<String> allowed = new ArrayList<>(EventType.NAMES);
    allowed.remove("sessionStart");
    String body = PING.replace("\"ping\"", "\"" + name + "\"");

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, body))).isEqualTo("/eventType eventType is \"" + name
        + "\", which is not an event type" + advice + "allowed here: " + String.join(", ", allowed) + ")");
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.SESSIONS, body))).endsWith("(allowed here: sessionStart)");
  }

  @ParameterizedTest
  @CsvSource({"5,a number", "null,null", "[],an array", "{},an object", "true,a boolean"})
  void anEventTypeIsAString(String value, String actual) {
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.EVENTS, PING.replace("\"ping\"", value))))
        .isEqualTo("/eventType type must be a string, was " + actual);
  }

  static Stream<Arguments> downloadedFlags() {
    String notHere = "/params/media.downloaded downloaded must not be true here; "
        + "send downloaded content as an array to /api/v1/downloaded";
    return Stream.of(Arguments.of("true", notHere), Arguments.of("false", ""),
        Arguments.of("\"true\"", "/params/media.downloaded type must be a boolean, was a string"));
  }

  @ParameterizedTest
  @MethodSource("downloadedFlags")
  void aSingleSessionStartIsNotDownloaded(String flag, String violation) {
    String body = DOWNLOADED_START.replace("\"media.downloaded\":true", "\"media.downloaded\":" + flag);

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.SESSIONS, body))).isEqualTo(violation);
  }

  @ParameterizedTest
  @EnumSource(names = {"SESSIONS", "DOWNLOADED"})
  void anArrayIsOneDownloadedSession(Endpoint endpoint) {
    assertThat(Verdicts.of(endpoint, "[" + DOWNLOADED_START + "]")).isEqualTo(new Verdict.Batch(1));
    assertThat(Verdicts.of(endpoint, "[" + DOWNLOADED_START + "," + PING + "," + PING + "]"))
        .isEqualTo(new Verdict.Batch(3));
  }

  @Test
  void onlyAnArrayAtSessionsMustBeMarkedAsDownloaded() {
    String array = "[" + START + "]";

    assertThat(Verdicts.of(Endpoint.DOWNLOADED, array)).isEqualTo(new Verdict.Batch(1));
    assertThat(Verdicts.lines(Verdicts.of(Endpoint.SESSIONS, array))).isEqualTo(
        "/0/params/media.downloaded downloaded must be true in the first event of an array sent here");
  }

  static Stream<Arguments> badArrays() {
    return Stream.of(
        Arguments.of("{}", "the body must be an array of events, was an object"),
        Arguments.of("5", "the body must be an array of events, was a number"),
        Arguments.of("[]", "the body must have at least one event"),
        Arguments.of("[5]", "events[0]: must be an object, was a number"),
        Arguments.of("[[]]", "events[0]: must be an object, was an array"),
        Arguments.of("[" + PING + "]",
            "events[0]: /eventType must be sessionStart in the first event of an array, was \"ping\""),
        Arguments.of("[" + DOWNLOADED_START + "," + START + "]",
            "events[1]: /eventType must not be sessionStart after the first event: an array is one session"),
        Arguments.of("[" + DOWNLOADED_START + "," + PING + "," + PING + ",{}]", "events[3]: /eventType is required"),
        Arguments.of("[" + DOWNLOADED_START + "," + PING.replace(":7", ":-7") + "]",
            "events[1]: /playerTime/ts must be at least 0, was -7"),
        Arguments.of("[" + DOWNLOADED_START + ",{\"a\":1,\"a\":1}]", "events[1]: /a stands twice in its object"));
  }

  @ParameterizedTest
  @MethodSource("badArrays")
  void theMessageOnABadArrayBeginsWithTheIndexOfTheEvent(String body, String message) {
    Verdict.Invalid verdict = Verdicts.invalid(Verdicts.of(Endpoint.DOWNLOADED, body));

    assertThat(verdict.message()).isEqualTo(message);
    assertThat(verdict.type()).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"eventType\":\"play\"},", "[{\"eventType\":\"play\"},{]", "[{\"eventType\":\"play\"}] x"})
  void whatIsNoJsonToItsEndIsSaidToBeThatAndNothingElse(String body) {
    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.DOWNLOADED, body)).violations()).singleElement()
        .extracting(Violation::rule).isEqualTo("json");
  }

  @Test
  void aBatchNamesTheViolationsOfAllItsEvents() {
    String noTime = "{\"eventType\":\"play\"}";
    String badBuffer = PING.replace("29.97", "\"0\"");

    assertThat(Verdicts.lines(Verdicts.of(Endpoint.DOWNLOADED,
        "[" + DOWNLOADED_START + "," + noTime + "," + PING + "," + badBuffer + "]"))).isEqualTo("""
            /1/playerTime required is required
            /3/playerTime/playhead type must be a number, was a string""");
  }

  @Test
  void theViolationsOfABatchEndAfterAHundred() {
    List<String> hundred = new ArrayList<>(Collections.nCopies(101, "{\"eventType\":\"play\"}"));
    hundred.set(0, DOWNLOADED_START);
    List<String> more = new ArrayList<>(hundred);
    more.add("{}");

    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.DOWNLOADED, hundred.toString())).violations()).hasSize(100)
        .last().isEqualTo(new Violation("/100/playerTime", "required", "is required"));
    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.DOWNLOADED, more.toString())).violations()).hasSize(101).last()
        .isEqualTo(new Violation("", "more", "breaks more rules than the 100 listed"));
  }

  @Test
  void behindAHundredViolationsNothingOfABatchIsLookedAt() {
    String events = "{},".repeat(101);

    assertThat(Verdicts.invalid(Verdicts.of(Endpoint.DOWNLOADED, "[" + events + "nothing]")).violations()).hasSize(101)
        .last().isEqualTo(new Violation("", "more", "breaks more rules than the 100 listed"));
  }

  @Test
  void anArrayHasAtMostTheConfiguredNumberOfEvents() {
    BodyValidator three = new CompiledValidator(EventSchemas.load(UnknownParams.REJECT), JsonLimits.DEFAULT, 3);
    byte[] atLimit = ("[" + DOWNLOADED_START + "," + PING + "," + PING + "]").getBytes(UTF_8);
    byte[] beyond = ("[" + DOWNLOADED_START + "," + PING + "," + PING + ",5]").getBytes(UTF_8);

    assertThat(three.validate(Endpoint.DOWNLOADED, atLimit)).isEqualTo(new Verdict.Batch(3));
    assertThat(three.validate(Endpoint.DOWNLOADED, beyond)).isEqualTo(new Verdict.TooManyEvents(3));
    assertThat(three.validate(Endpoint.SESSIONS, beyond)).isEqualTo(new Verdict.TooManyEvents(3));
  }

  @Test
  void allViolationsComeInTheOrderOfTheirPointers() {
    String body = """
        {"zzz": 1, "qoeData": {"media.qoe.bitrate": -1}, "playerTime": {"ts": 1.5, "playhead": "0"},
         "params": {"media.ad.podIndex": "0", "media.ad.podsecond": 0}, "eventType": "adBreakStart",
         "customMetadata": {"a": 1}}""";

    Verdict.Invalid verdict = Verdicts.invalid(Verdicts.of(Endpoint.EVENTS, body));
    assertThat(Verdicts.lines(verdict)).isEqualTo("""
        /customMetadata/a type must be a string, was a number
        /params/media.ad.podIndex type must be an integer, was a string
        /params/media.ad.podSecond required is required
        /params/media.ad.podsecond additionalProperties is not a known key of params of adBreakStart; \
        did you mean media.ad.podSecond?
        /playerTime/playhead type must be a number, was a string
        /playerTime/ts type must be an integer, was 1.5
        /qoeData/media.qoe.bitrate minimum must be at least 0, was -1
        /zzz additionalProperties is not a known key of an event; known: playerTime, eventType, params, qoeData, \
        customMetadata""");
    assertThat(verdict.message()).isEqualTo("/customMetadata/a must be a string, was a number");
    assertThat(verdict.type()).contains(EventType.AD_BREAK_START);
  }
}
