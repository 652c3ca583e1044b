package io.playhead.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.event.Params;
import io.playhead.report.AdvertisingDetails;
import io.playhead.report.AdvertisingPodDetails;
import io.playhead.report.Audience;
import io.playhead.report.ChapterDetails;
import io.playhead.report.Envelope;
import io.playhead.report.LiveSession;
import io.playhead.report.LogRange;
import io.playhead.report.QoeDataDetails;
import io.playhead.report.Report;
import io.playhead.report.SessionDetails;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes a session's reports (media-metrics §5). Only here is its {@code sessionStart} needed again, so it is fetched
 * with the first report and not kept with the hot state.
 */
final class SessionReports {

  private static final long SEGMENT_MINUTES = 5;
  private static final long SEGMENT_MILLIS = SEGMENT_MINUTES * 60_000;
  private static final int AUDIENCE_DECIMALS = 6;

  private final String sid;
  private final boolean downloaded;
  private final Supplier<LoggedStart> sessionStart;
  private Optional<LoggedStart> fetched = Optional.empty();
  private Optional<Map<String, JsonNode>> dimensions = Optional.empty();

  SessionReports(String sid, boolean downloaded, Supplier<LoggedStart> sessionStart) {
    this.sid = sid;
    this.downloaded = downloaded;
    this.sessionStart = sessionStart;
  }

  private LoggedStart start() {
    LoggedStart start = fetched.orElseGet(sessionStart);
    fetched = Optional.of(start);
    return start;
  }

  private Params.Start params() {
    return start().event().params(Params.Start.class);
  }

  Audience audience() {
    return Dimensions.audience(params());
  }

  private Envelope envelope(long at, LogPosition record, Map<String, String> metadata) {
    return new Envelope(sid, at, record.appended(), start().position().map(first -> range(first, record)), dimensions(),
        overlaid(start().event().customMetadata(), metadata));
  }

  private static LogRange range(LogPosition first, LogPosition last) {
    return new LogRange(first.partition(), first.offset(), last.offset(), first.appended());
  }

  /** Made once: a batch makes thousands of reports. */
  private Map<String, JsonNode> dimensions() {
    Map<String, JsonNode> known = dimensions.orElseGet(() -> Dimensions.of(params(), downloaded));
    dimensions = Optional.of(known);
    return known;
  }

  private static Map<String, String> overlaid(Map<String, String> below, Map<String, String> above) {
    if (above.isEmpty()) {
      return below;
    }
    Map<String, String> both = new LinkedHashMap<>(below);
    both.putAll(above);
    return Collections.unmodifiableMap(both);
  }

  Report sessionStart(long at, LogPosition record) {
    return new Report.SessionStart(envelope(at, record, Map.of()));
  }

  /** Of the ad that is open. */
  Report adStart(AdBreaks ads, long at, LogPosition record) {
    OpenItem<Params.Ad> ad = ads.openAd().orElseThrow();
    return new Report.AdStart(envelope(at, record, ad.metadata()), details(ad.params()), pod(ads, ad.params()));
  }

  /** Of the ad that is open. */
  Report adClose(AdBreaks ads, boolean isCompleted, long at, LogPosition record) {
    OpenItem<Params.Ad> ad = ads.openAd().orElseThrow();
    return new Report.AdClose(envelope(at, record, ad.metadata()), details(ad.params()), pod(ads, ad.params()),
        isCompleted, ad.time());
  }

  private static AdvertisingDetails details(Params.Ad ad) {
    return new AdvertisingDetails(ad.id(), ad.friendlyName(), ad.length(), ad.podPosition(), ad.playerName(),
        ad.advertiser(), ad.campaignId(), ad.creativeId(), ad.siteId(), ad.creativeUrl(), ad.placementId());
  }

  private AdvertisingPodDetails pod(AdBreaks ads, Params.Ad ad) {
    Params.AdBreak pod = ads.openBreak();
    return new AdvertisingPodDetails(idOf(pod.index()), pod.friendlyName().or(ad::podFriendlyName), pod.index(),
        pod.offset());
  }

  /** Of the chapter that is open. */
  Report chapterClose(Chapters chapters, boolean isCompleted, long at, LogPosition record) {
    OpenItem<Params.Chapter> open = chapters.openChapter().orElseThrow();
    Params.Chapter chapter = open.params();
    return new Report.ChapterClose(envelope(at, record, open.metadata()), new ChapterDetails(idOf(chapter.index()),
        chapter.friendlyName(), chapter.index(), chapter.offset(), chapter.length(), isCompleted, open.time()));
  }

  /** The id of a part of the content, a pod or a chapter. */
  private String idOf(long index) {
    try {
      byte[] mediaId = params().mediaId().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(mediaId)) + "_" + index;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  Report sessionClose(Playback playback, Ending ending, LogPosition record) {
    return new Report.SessionClose(envelope(playback.clock().now(), record, Map.of()), session(playback),
        ending.reason(), ending.sinceLastCall(), qoe(playback), playback.tally().states().details());
  }

  LiveSession live(Playback playback, int waiting) {
    return new LiveSession(sid, playback.clock().now(), playback.state().label(), playback.tally().ads().isBreakOpen(),
        playback.tally().ads().openAd().map(ad -> ad.params().id()),
        playback.tally().chapters().openChapter().map(chapter -> chapter.params().index()), waiting, session(playback),
        qoe(playback), playback.tally().states().details());
  }

  private SessionDetails session(Playback playback) {
    PlayClock clock = playback.clock();
    MainContent content = playback.tally().content();
    long length = params().length();
    return new SessionDetails(playback.isPlayed(), playback.isCompleted(), content.time(),
        playback.tally().ads().adTime(),
        content.watched().total(), watchedMarks(content.watched(), length), audience(content.time(), length),
        playback.tally().pauses().count(), playback.tally().pauses().time(), segment(content.watched()),
        playback.tally().ads().adCount(),
        playback.tally().chapters().count(), playback.eventCount(), clock.lateEvents(), clock.resets(),
        clock.startedAt(),
        clock.now());
  }

  private static List<Integer> watchedMarks(WatchedIntervals watched, long length) {
    if (length <= 0) {
      return List.of();
    }
    return SessionDetails.MARKS.stream().filter(mark -> watched.contain(mark, length)).toList();
  }

  private static Optional<BigDecimal> audience(long contentTime, long length) {
    if (length <= 0) {
      return Optional.empty();
    }
    return Optional
        .of(BigDecimal.valueOf(contentTime).divide(BigDecimal.valueOf(length), AUDIENCE_DECIMALS,
            RoundingMode.HALF_UP));
  }

  private static Optional<String> segment(WatchedIntervals watched) {
    if (watched.lowest().isEmpty() || watched.highest().isEmpty()) {
      return Optional.empty();
    }
    long from = Math.floorDiv(watched.lowest().getAsLong(), SEGMENT_MILLIS);
    long to = Math.ceilDiv(watched.highest().getAsLong(), SEGMENT_MILLIS);
    return Optional.of("[" + from * SEGMENT_MINUTES + "-" + to * SEGMENT_MINUTES + "]");
  }

  private static QoeDataDetails qoe(Playback playback) {
    Quality quality = playback.tally().quality();
    Buffering buffering = playback.tally().buffering();
    Stalls stalls = playback.tally().content().stalls();
    return new QoeDataDetails(quality.timeToStart(), buffering.count(), buffering.time(), buffering.startupTime(),
        quality.bitrateChanges(), quality.bitrateAverage(), quality.droppedFrames(), quality.errors().count(),
        quality.errors().player(), quality.errors().external(), stalls.count(), stalls.time(),
        quality.framesPerSecond());
  }
}
