package io.playhead.dev;

/**
 * What a viewer watches.
 *
 * @param length milliseconds, a whole number of tenths of a second; 0 if not known
 * @param live whether the playhead is the second of the day
 */
record Content(String id, String name, String genre, long length, boolean live) {
  private static final long DAY = 86_400_000;

  static Content vod(String id, String name, String genre, long length) {
    return new Content(id, name, genre, length, false);
  }

  static Content live(String id, String name, String genre) {
    return new Content(id, name, genre, DAY, true);
  }

  String contentType() {
    return live ? "live" : "vod";
  }

  /** Where the playhead cannot pass. */
  long end() {
    return length == 0 ? DAY : length;
  }
}
