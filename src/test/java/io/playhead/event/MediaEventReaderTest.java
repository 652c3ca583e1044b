package io.playhead.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of the event log, read (collection-api §§2, 3). */
class MediaEventReaderTest {

  private final MediaEventReader reader = new MediaEventReader();

  private MediaEvent read(String json) throws UnreadableEventException {
    return reader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private MediaEvent readWith(String type, String more) throws UnreadableEventException {
    return read("{\"eventType\": \"%s\", \"playerTime\": {\"playhead\": 1, \"ts\": 2}, %s}".formatted(type, more));
  }

  @Test
  void theOrderOfMembersDoesNotMatter() throws Exception {
    MediaEvent event = read("""
        {"params": {"media.chapter.index": 2, "media.chapter.offset": 1.5, "media.chapter.length": 60,
          "media.chapter.friendlyName": "two"}, "customMetadata": {"b": "1", "a": ""},
         "playerTime": {"ts": 1700000000123, "playhead": 4.25}, "eventType": "chapterStart"}""");

    assertThat(event).isEqualTo(new MediaEvent(EventType.CHAPTER_START, 1_700_000_000_123L, 4_250,
        new Params.Chapter(2, 1_500, 60_000, Optional.of("two")), QoeData.NONE, Map.of("b", "1", "a", "")));
    assertThat(event.customMetadata().keySet()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1000", "1.0004, 1000", "1.0005, 1001", "33.3335, 33334", "1e3, 1000000", "0.0005, 1",
    "1000000000000, 1000000000000000"})
  void playheadsBecomeWholeMilliseconds(String seconds, long millis) throws Exception {
    assertThat(read("{\"eventType\":\"ping\",\"playerTime\":{\"playhead\":%s,\"ts\":0}}".formatted(seconds)).playhead())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"1700000000000, 1700000000000", "1.7e12, 1700000000000", "10.0, 10"})
  void wholeNumbersComeInAnyNotation(String ts, long millis) throws Exception {
    assertThat(read("{\"eventType\":\"ping\",\"playerTime\":{\"playhead\":0,\"ts\":%s}}".formatted(ts)).ts())
        .isEqualTo(millis);
  }

  @Test
  void qualityDataIsRead() throws Exception {
    QoeData qoe = readWith("error", """
        "qoeData": {"media.qoe.bitrate": 800, "media.qoe.droppedFrames": 3, "media.qoe.timeToStart": 1200,
          "media.qoe.framesPerSecond": 29.97, "media.qoe.errorID": "e", "media.qoe.errorSource": "external"}""").qoe();

    assertThat(qoe.bitrate()).hasValue(800);
    assertThat(qoe.droppedFrames()).hasValue(3);
    assertThat(qoe.timeToStart()).hasValue(1_200);
    assertThat(qoe.framesPerSecond()).hasValue(29.97);
    assertThat(qoe.errorId()).contains("e");
    assertThat(qoe.errorSource()).contains("external");
  }

  @Test
  void aMeasureBeyondAllMeasureIsTheLargest() throws Exception {
    assertThat(readWith("ping", "\"qoeData\": {\"media.qoe.bitrate\": 1e400}").qoe().bitrate())
        .hasValue(1_000_000_000_000_000L);
  }

  @Test
  void anAdIsRead() throws Exception {
    Params.Ad ad = readWith("adStart", """
        "params": {"media.ad.id": "001", "media.ad.length": -1, "media.ad.podPosition": 1.0,
          "media.ad.playerName": "p", "media.ad.name": "n", "media.ad.advertiser": "a", "media.ad.campaignId": "c",
          "media.ad.creativeId": "cr", "media.ad.siteId": "s", "media.ad.creativeURL": "u",
          "media.ad.placementId": "pl", "media.ad.podFriendlyName": "pod"}""").params(Params.Ad.class);

    assertThat(ad).isEqualTo(new Params.Ad("001", Optional.of("n"), -1_000, 1, "p", Optional.of("a"),
        Optional.of("c"), Optional.of("cr"), Optional.of("s"), Optional.of("u"), Optional.of("pl"),
        Optional.of("pod")));
  }

  @Test
  void aBreakIsRead() throws Exception {
    assertThat(readWith("adBreakStart", "\"params\": {\"media.ad.podIndex\": -1, \"media.ad.podSecond\": 30.5}")
        .params()).isEqualTo(new Params.AdBreak(-1, 30_500, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      stateStart   | {"media.state.name": "a"}                                             |     | a
      stateEnd     | {"media.state.name": "a"}                                             | a   |
      statesUpdate | {"statesEnd": [{"media.state.name": "a"}, {"media.state.name": "b"}]} | a b |
      statesUpdate | {"statesStart": [{"media.state.name": "a"}]}                          |     | a
      """)
  void statesAreNamesThatEndAndStart(String type, String params, @Nullable String ends,
      @Nullable String starts) throws Exception {
    assertThat(readWith(type, "\"params\": " + params).params())
        .isEqualTo(new Params.States(words(ends), words(starts)));
  }

  private static List<String> words(@Nullable String cell) {
    return cell == null ? List.of() : List.of(cell.split(" ", -1));
  }

  @Test
  void emptyObjectsAreNothing() throws Exception {
    MediaEvent event = readWith("play", "\"params\": {}, \"qoeData\": {}, \"customMetadata\": {}");

    assertThat(event.params()).isEqualTo(Params.None.INSTANCE);
    assertThat(event.qoe()).isEqualTo(QoeData.NONE);
    assertThat(event.customMetadata()).isEmpty();
  }

  @Test
  void unknownMembersAreSkipped() throws Exception {
    assertThat(readWith("ping", "\"other\": {\"a\": [1]}").ts()).isEqualTo(2);
  }

  @Test
  void aBatchKeepsItsOrder() throws Exception {
    List<MediaEvent> events = reader.readBatch("""
        [{"eventType": "play", "playerTime": {"playhead": 0, "ts": 5}},
         {"eventType": "ping", "playerTime": {"playhead": 0, "ts": 4}}]""".getBytes(StandardCharsets.UTF_8));

    assertThat(events).extracting(MediaEvent::type).containsExactly(EventType.PLAY, EventType.PING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{", "{}", "null", "7",
    "{\"eventType\":\"ping\"}",
    "{\"playerTime\":{\"playhead\":0,\"ts\":0}}",
    "{\"eventType\":\"nope\",\"playerTime\":{\"playhead\":0,\"ts\":0}}",
    "{\"eventType\":7,\"playerTime\":{\"playhead\":0,\"ts\":0}}",
    "{\"eventType\":\"ping\",\"playerTime\":{\"playhead\":\"0\",\"ts\":0}}",
    "{\"eventType\":\"ping\",\"playerTime\":{\"ts\":0}}",
    "{\"eventType\":\"ping\",\"playerTime\":[]}",
    "{\"eventType\":\"ping\",\"playerTime\":{\"playhead\":0,\"ts\":0},\"qoeData\":1}",
    "{\"eventType\":\"ping\",\"playerTime\":{\"playhead\":0,\"ts\":0},\"customMetadata\":{\"a\":1}}",
    "{\"eventType\":\"adStart\",\"playerTime\":{\"playhead\":0,\"ts\":0}}",
    "{\"eventType\":\"stateStart\",\"playerTime\":{\"playhead\":0,\"ts\":0},\"params\":{}}",
    "{\"eventType\":\"statesUpdate\",\"playerTime\":{\"playhead\":0,\"ts\":0},\"params\":{\"statesEnd\":[{}]}}"})
  void whatIsNoEventSaysSo(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(UnreadableEventException.class);
    assertThatThrownBy(() -> reader.readBatch(("[" + body).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableEventException.class);
  }
}
