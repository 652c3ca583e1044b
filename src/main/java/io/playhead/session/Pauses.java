package io.playhead.session;

/**
 * The pauses of a session. One counts only when 250 ms are credited to it: players pause 1 ms before the end and before
 * ads; its time is credited anyway (media-metrics §3).
 */
final class Pauses {

  private static final long COUNTS_FROM = 250;

  private long count;
  private long time;
  private long current;

  static Pauses readFrom(StateSource source) {
    Pauses pauses = new Pauses();
    pauses.count = source.readLong();
    pauses.time = source.readLong();
    pauses.current = source.readLong();
    return pauses;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(count);
    sink.writeLong(time);
    sink.writeLong(current);
  }

  /** A pause begins. */
  void enter() {
    current = 0;
  }

  void credit(long millis) {
    if (current < COUNTS_FROM && current + millis >= COUNTS_FROM) {
      count++;
    }
    current += millis;
    time += millis;
  }

  long count() {
    return count;
  }

  long time() {
    return time;
  }
}
