package io.playhead.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes reports as JSON: the names of media-metrics §5, fields always in the same order. The same report gives the same bytes.
 * Thread-safe.
 */
public final class ReportWriter {

  /** The version of the reports' form, in each of them; it grows when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 1;

  private static final int BITRATE_BUCKET = 100;

  private final JsonFactory factory = new JsonMapper().getFactory();

  /** The report as UTF-8 JSON. */
  public byte[] write(Report report) {
    return object(fields -> {
      header(fields, report);
      switch (report) {
        case Report.SessionStart start -> dimensions(fields, start.envelope());
        case Report.AdStart start -> {
          dimensions(fields, start.envelope());
          fields.object("advertisingDetails", ad -> ad(ad, start.ad()));
          fields.object("advertisingPodDetails", pod -> pod(pod, start.pod()));
        }
        case Report.AdClose close -> {
          dimensions(fields, close.envelope());
          fields.object("advertisingDetails", ad -> {
            ad(ad, close.ad());
            ad.flag("isCompleted", close.isCompleted());
            ad.seconds("timePlayed", close.timePlayed());
          });
          fields.object("advertisingPodDetails", pod -> pod(pod, close.pod()));
        }
        case Report.ChapterClose close -> {
          dimensions(fields, close.envelope());
          fields.object("chapterDetails", chapter -> chapter(chapter, close.chapter()));
        }
        case Report.SessionClose close -> close(fields, close);
      }
      if (!report.envelope().customMetadata().isEmpty()) {
        fields.object("customMetadata", metadata -> metadata.texts(report.envelope().customMetadata()));
      }
    });
  }

  /** The open session as UTF-8 JSON, its metrics named as in its closing report. */
  public byte[] write(LiveSession live) {
    return object(fields -> {
      fields.text("sid", live.sid());
      fields.number("at", live.at());
      fields.text("playState", live.playState());
      fields.flag("inAdBreak", live.inAdBreak());
      fields.label("ad", live.ad());
      if (live.chapter().isPresent()) {
        fields.number("chapter", live.chapter().get());
      }
      fields.number("waiting", live.waiting());
      fields.object("sessionDetails", session -> session(session, live.session()));
      fields.object("qoeDataDetails", qoe -> qoe(qoe, live.qoe()));
      states(fields, live.states());
    });
  }

  /** The live counts of a minute as UTF-8 JSON; counts of 0 are left out. */
  public byte[] write(LiveMinute minute) {
    return object(fields -> {
      fields.text("type", "live");
      fields.number("schemaVersion", SCHEMA_VERSION);
      fields.number("partition", minute.partition());
      fields.number("minute", minute.minute());
      fields.number("endedAt", minute.endedAt());
      fields.array("audiences", minute.audiences().stream().map(ReportWriter::viewers).toList());
      if (!minute.others().isEmpty()) {
        fields.object("others", others -> counts(others, minute.others()));
      }
    });
  }

  private static Fields.Content viewers(LiveMinute.Viewers viewers) {
    return fields -> {
      Audience audience = viewers.audience();
      fields.label("name", audience.name());
      fields.label("channel", audience.channel());
      fields.label("contentType", audience.contentType());
      fields.label("playerName", audience.playerName());
      fields.label("streamType", audience.streamType());
      counts(fields, viewers.counts());
    };
  }

  private static void counts(Fields fields, Map<Activity, Integer> counts) throws IOException {
    for (Activity activity : Activity.values()) {
      int count = counts.getOrDefault(activity, 0);
      if (count > 0) {
        fields.number(activity.wireName(), count);
      }
    }
  }

  private byte[] object(Fields.Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      content.writeTo(new Fields(json));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void header(Fields fields, Report report) throws IOException {
    Envelope envelope = report.envelope();
    fields.text("sid", envelope.sid());
    fields.text("type", report.type());
    fields.number("at", envelope.at());
    fields.number("loggedAt", envelope.loggedAt());
    fields.number("schemaVersion", SCHEMA_VERSION);
    if (envelope.log().isPresent()) {
      fields.object("log", log -> log(log, envelope.log().get()));
    }
  }

  private static void log(Fields fields, LogRange log) throws IOException {
    fields.number("partition", log.partition());
    fields.number("firstOffset", log.firstOffset());
    fields.number("lastOffset", log.lastOffset());
    fields.number("startedAt", log.startedAt());
  }

  private static void dimensions(Fields fields, Envelope envelope) throws IOException {
    if (!envelope.dimensions().isEmpty()) {
      fields.object("sessionDetails", session -> session.values(envelope.dimensions()));
    }
  }

  private static void close(Fields fields, Report.SessionClose close) throws IOException {
    fields.object("sessionDetails", session -> {
      session.values(close.envelope().dimensions());
      session(session, close.session());
      session.text("closeReason", close.reason().wireName());
      session.seconds("secondsSinceLastCall", close.secondsSinceLastCall());
    });
    fields.object("qoeDataDetails", qoe -> {
      qoe.flag("isDroppedBeforeStart", !close.session().isPlayed());
      qoe(qoe, close.qoe());
    });
    states(fields, close.states());
  }

  private static void session(Fields fields, SessionDetails session) throws IOException {
    fields.flag("isViewed", true);
    fields.flag("isPlayed", session.isPlayed());
    fields.flag("hasSegmentView", session.isPlayed());
    fields.flag("isCompleted", session.isCompleted());
    fields.seconds("timePlayed", session.timePlayed());
    fields.seconds("totalTimePlayed", session.totalTimePlayed());
    fields.seconds("uniqueTimePlayed", session.uniqueTimePlayed());
    for (int mark : session.progress()) {
      fields.flag("hasProgress" + mark, true);
    }
    fields.numbers("watchedMarks", session.watchedMarks());
    if (session.averageMinuteAudience().isPresent()) {
      fields.decimal("averageMinuteAudience", session.averageMinuteAudience().get());
    }
    fields.number("estimatedStreams", session.estimatedStreams());
    fields.count("pauseCount", session.pauseCount(), "hasPauseImpactedStreams");
    fields.seconds("pauseTime", session.pauseTime());
    fields.label("segment", session.segment());
    fields.number("adCount", session.adCount());
    fields.number("chapterCount", session.chapterCount());
    fields.number("eventCount", session.eventCount());
    fields.number("lateEvents", session.lateEvents());
    fields.number("clockResets", session.clockResets());
    fields.number("startedAt", session.startedAt());
    fields.number("endedAt", session.endedAt());
  }

  private static void qoe(Fields fields, QoeDataDetails qoe) throws IOException {
    if (qoe.timeToStart().isPresent()) {
      fields.seconds("timeToStart", qoe.timeToStart().getAsLong());
    }
    fields.count("bufferCount", qoe.bufferCount(), "hasBufferImpactedStreams");
    fields.seconds("bufferTime", qoe.bufferTime());
    fields.seconds("startupBufferTime", qoe.startupBufferTime());
    fields.count("bitrateChangeCount", qoe.bitrateChangeCount(), "hasBitrateChangeImpactedStreams");
    bitrate(fields, qoe.bitrateAverage());
    if (qoe.droppedFrames().isPresent()) {
      fields.count("droppedFrames", qoe.droppedFrames().getAsLong(), "hasDroppedFrameImpactedStreams");
    }
    fields.count("errorCount", qoe.errorCount(), "hasErrorImpactedStreams");
    fields.texts("playerSdkErrors", qoe.playerSdkErrors());
    fields.texts("externalErrors", qoe.externalErrors());
    fields.count("stallCount", qoe.stallCount(), "hasStallImpactedStreams");
    fields.seconds("stallTime", qoe.stallTime());
    if (qoe.framesPerSecond().isPresent()) {
      fields.decimal("framesPerSecond", BigDecimal.valueOf(qoe.framesPerSecond().getAsDouble()));
    }
  }

  private static void bitrate(Fields fields, OptionalLong average) throws IOException {
    if (average.isEmpty()) {
      return;
    }
    long from = average.getAsLong() / BITRATE_BUCKET * BITRATE_BUCKET;
    fields.number("bitrateAverage", average.getAsLong());
    fields.text("bitrateAverageBucket", from + "-" + (from + BITRATE_BUCKET - 1));
  }

  private static void ad(Fields fields, AdvertisingDetails ad) throws IOException {
    fields.text("name", ad.name());
    fields.label("friendlyName", ad.friendlyName());
    fields.seconds("length", ad.length());
    fields.number("podPosition", ad.podPosition());
    fields.text("playerName", ad.playerName());
    fields.label("advertiser", ad.advertiser());
    fields.label("campaignID", ad.campaignId());
    fields.label("creativeID", ad.creativeId());
    fields.label("siteID", ad.siteId());
    fields.label("creativeURL", ad.creativeUrl());
    fields.label("placementID", ad.placementId());
  }

  private static void pod(Fields fields, AdvertisingPodDetails pod) throws IOException {
    fields.text("ID", pod.id());
    fields.label("friendlyName", pod.friendlyName());
    fields.number("index", pod.index());
    fields.seconds("offset", pod.offset());
  }

  private static void chapter(Fields fields, ChapterDetails chapter) throws IOException {
    fields.text("ID", chapter.id());
    fields.label("friendlyName", chapter.friendlyName());
    fields.number("index", chapter.index());
    fields.seconds("offset", chapter.offset());
    fields.seconds("length", chapter.length());
    fields.flag("isStarted", true);
    fields.flag("isCompleted", chapter.isCompleted());
    fields.seconds("timePlayed", chapter.timePlayed());
  }

  private static void states(Fields fields, List<StateDetails> states) throws IOException {
    fields.objects("states", states.stream().map(ReportWriter::state).toList());
  }

  private static Fields.Content state(StateDetails state) {
    return fields -> {
      fields.text("name", state.name());
      fields.flag("isSet", true);
      fields.number("count", state.count());
      fields.seconds("time", state.time());
    };
  }
}
