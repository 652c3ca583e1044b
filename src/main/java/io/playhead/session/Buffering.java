package io.playhead.session;

/** How often and how long a session buffered, and how much of it before the first content (media-metrics §§3, 5.2). */
final class Buffering {

  private long count;
  private long time;
  private long startupTime;

  static Buffering readFrom(StateSource source) {
    Buffering buffering = new Buffering();
    buffering.count = source.readLong();
    buffering.time = source.readLong();
    buffering.startupTime = source.readLong();
    return buffering;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(count);
    sink.writeLong(time);
    sink.writeLong(startupTime);
  }

  /** The player begins to buffer. */
  void enter() {
    count++;
  }

  void credit(long millis, boolean beforeContent) {
    time += millis;
    if (beforeContent) {
      startupTime += millis;
    }
  }

  long count() {
    return count;
  }

  long time() {
    return time;
  }

  long startupTime() {
    return startupTime;
  }
}
