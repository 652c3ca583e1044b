package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.QoeData;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What {@code qoeData}, {@code bitrateChange} and {@code error} events say of a session's quality (media-metrics §5.2). */
final class Quality {

  private static final long UNKNOWN = 0;
  private static final long NEVER = -1;

  private final WeightedMean meanBitrate;
  private final Errors errors;
  private long bitrate = UNKNOWN;
  private long bitrateChanges;
  private long timeToStart;
  private long droppedFrames = NEVER;
  private double framesPerSecond = NEVER;

  Quality() {
    this(new WeightedMean(), new Errors());
  }

  private Quality(WeightedMean meanBitrate, Errors errors) {
    this.meanBitrate = meanBitrate;
    this.errors = errors;
  }

  static Quality readFrom(StateSource source) {
    Quality quality = new Quality(WeightedMean.readFrom(source), Errors.readFrom(source));
    quality.bitrate = source.readLong();
    quality.bitrateChanges = source.readLong();
    quality.timeToStart = source.readLong();
    quality.droppedFrames = source.readLong();
    quality.framesPerSecond = Double.longBitsToDouble(source.readLong());
    return quality;
  }

  void writeTo(StateSink sink) {
    meanBitrate.writeTo(sink);
    errors.writeTo(sink);
    sink.writeLong(bitrate);
    sink.writeLong(bitrateChanges);
    sink.writeLong(timeToStart);
    sink.writeLong(droppedFrames);
    sink.writeLong(Double.doubleToLongBits(framesPerSecond));
  }

  /** Whether it makes the known bitrate another, or known, or unknown. */
  boolean changesBitrate(QoeData qoe) {
    return qoe.bitrate().orElse(bitrate) != bitrate;
  }

  /** From now on this holds. */
  void hold(QoeData qoe) {
    bitrate = qoe.bitrate().orElse(bitrate);
    droppedFrames = qoe.droppedFrames().orElse(droppedFrames);
    framesPerSecond = qoe.framesPerSecond().orElse(framesPerSecond);
    if (timeToStart == 0) {
      timeToStart = qoe.timeToStart().orElse(0);
    }
  }

  /** Content or ad time passed at the known bitrate. */
  void credit(long millis) {
    if (bitrate != UNKNOWN) {
      meanBitrate.add(bitrate, millis);
    }
  }

  void countBitrateChange() {
    bitrateChanges++;
  }

  void addError(MediaEvent error) {
    errors.add(error);
  }

  Errors errors() {
    return errors;
  }

  long bitrateChanges() {
    return bitrateChanges;
  }

  OptionalLong bitrateAverage() {
    return meanBitrate.value();
  }

  /** The first value above 0, milliseconds. */
  OptionalLong timeToStart() {
    return timeToStart == 0 ? OptionalLong.empty() : OptionalLong.of(timeToStart);
  }

  OptionalLong droppedFrames() {
    return droppedFrames == NEVER ? OptionalLong.empty() : OptionalLong.of(droppedFrames);
  }

  OptionalDouble framesPerSecond() {
    return framesPerSecond == NEVER ? OptionalDouble.empty() : OptionalDouble.of(framesPerSecond);
  }
}
