package io.playhead.session;

import io.playhead.event.EventType;
import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import io.playhead.event.QoeData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes and reads what a session keeps of events: those that wait, the open ad and break, the open chapter. */
final class EventState {

  private EventState() {}

  static void write(Arrival arrival, StateSink sink) {
    MediaEvent event = arrival.event();
    sink.writeLong(arrival.logTime());
    sink.writeLong(arrival.position());
    sink.writeText(event.type().wireName());
    sink.writeLong(event.ts());
    sink.writeLong(event.playhead());
    writeParams(event.params(), sink);
    writeQoe(event.qoe(), sink);
    writeMetadata(event.customMetadata(), sink);
  }

  static Arrival read(StateSource source) {
    long logTime = source.readLong();
    long position = source.readLong();
    EventType type = EventType.of(source.readText()).orElseThrow();
    long ts = source.readLong();
    long playhead = source.readLong();
    Params params = readParams(type, source);
    QoeData qoe = readQoe(source);
    return new Arrival(new MediaEvent(type, ts, playhead, params, qoe, readMetadata(source)), logTime, position);
  }

  private static void writeParams(Params params, StateSink sink) {
    switch (params) {
      case Params.None none -> {
      }
      case Params.Start start -> throw new IllegalArgumentException("a sessionStart is applied at once");
      case Params.AdBreak pod -> writeAdBreak(pod, sink);
      case Params.Ad ad -> writeAd(ad, sink);
      case Params.Chapter chapter -> writeChapter(chapter, sink);
      case Params.States states -> {
        writeTexts(states.ends(), sink);
        writeTexts(states.starts(), sink);
      }
      case Params.Failure failure -> {
        writeOptional(failure.id(), sink);
        writeOptional(failure.source(), sink);
      }
    }
  }

  private static Params readParams(EventType type, StateSource source) {
    return switch (type) {
      case AD_BREAK_START -> readAdBreak(source);
      case AD_START -> readAd(source);
      case CHAPTER_START -> readChapter(source);
      case STATE_START, STATE_END, STATES_UPDATE -> new Params.States(readTexts(source), readTexts(source));
      case ERROR -> new Params.Failure(readOptional(source), readOptional(source));
      default -> Params.None.INSTANCE;
    };
  }

  static void writeAdBreak(Params.AdBreak pod, StateSink sink) {
    sink.writeLong(pod.index());
    sink.writeLong(pod.offset());
    writeOptional(pod.friendlyName(), sink);
  }

  static Params.AdBreak readAdBreak(StateSource source) {
    return new Params.AdBreak(source.readLong(), source.readLong(), readOptional(source));
  }

  static void writeAd(Params.Ad ad, StateSink sink) {
    sink.writeText(ad.id());
    writeOptional(ad.friendlyName(), sink);
    sink.writeLong(ad.length());
    sink.writeLong(ad.podPosition());
    sink.writeText(ad.playerName());
    writeOptional(ad.advertiser(), sink);
    writeOptional(ad.campaignId(), sink);
    writeOptional(ad.creativeId(), sink);
    writeOptional(ad.siteId(), sink);
    writeOptional(ad.creativeUrl(), sink);
    writeOptional(ad.placementId(), sink);
    writeOptional(ad.podFriendlyName(), sink);
  }

  static Params.Ad readAd(StateSource source) {
    return new Params.Ad(source.readText(), readOptional(source), source.readLong(), source.readLong(),
        source.readText(), readOptional(source), readOptional(source), readOptional(source), readOptional(source),
        readOptional(source), readOptional(source), readOptional(source));
  }

  static void writeChapter(Params.Chapter chapter, StateSink sink) {
    sink.writeLong(chapter.index());
    sink.writeLong(chapter.offset());
    sink.writeLong(chapter.length());
    writeOptional(chapter.friendlyName(), sink);
  }

  static Params.Chapter readChapter(StateSource source) {
    return new Params.Chapter(source.readLong(), source.readLong(), source.readLong(), readOptional(source));
  }

  private static void writeQoe(QoeData qoe, StateSink sink) {
    sink.writeLong(qoe.equals(QoeData.NONE) ? 0 : 1);
    if (qoe.equals(QoeData.NONE)) {
      return;
    }
    sink.writeLong(qoe.bitrate().orElse(-1));
    sink.writeLong(qoe.droppedFrames().orElse(-1));
    sink.writeLong(qoe.timeToStart().orElse(-1));
    sink.writeLong(Double.doubleToLongBits(qoe.framesPerSecond().orElse(-1)));
    writeOptional(qoe.errorId(), sink);
    writeOptional(qoe.errorSource(), sink);
  }

  private static QoeData readQoe(StateSource source) {
    if (source.readLong() == 0) {
      return QoeData.NONE;
    }
    OptionalLong bitrate = readMeasure(source);
    OptionalLong droppedFrames = readMeasure(source);
    OptionalLong timeToStart = readMeasure(source);
    double framesPerSecond = Double.longBitsToDouble(source.readLong());
    return new QoeData(bitrate, droppedFrames, timeToStart,
        framesPerSecond < 0 ? OptionalDouble.empty() : OptionalDouble.of(framesPerSecond), readOptional(source),
        readOptional(source));
  }

  /** A measure that is never negative: -1 stands for absent. */
  private static OptionalLong readMeasure(StateSource source) {
    long value = source.readLong();
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static void writeMetadata(Map<String, String> metadata, StateSink sink) {
    sink.writeLong(metadata.size());
    metadata.forEach((name, value) -> {
      sink.writeText(name);
      sink.writeText(value);
    });
  }

  static Map<String, String> readMetadata(StateSource source) {
    long size = source.readLong();
    if (size == 0) {
      return Map.of();
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (long left = size; left > 0; left--) {
      metadata.put(source.readText(), source.readText());
    }
    return Collections.unmodifiableMap(metadata);
  }

  static void writeTexts(List<String> texts, StateSink sink) {
    sink.writeLong(texts.size());
    texts.forEach(sink::writeText);
  }

  static List<String> readTexts(StateSource source) {
    List<String> texts = new ArrayList<>();
    for (long left = source.readLong(); left > 0; left--) {
      texts.add(source.readText());
    }
    return texts;
  }

  private static void writeOptional(Optional<String> text, StateSink sink) {
    sink.writeLong(text.isPresent() ? 1 : 0);
    text.ifPresent(sink::writeText);
  }

  private static Optional<String> readOptional(StateSource source) {
    return source.readLong() == 0 ? Optional.empty() : Optional.of(source.readText());
  }
}
