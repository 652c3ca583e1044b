package io.playhead.session;

import io.playhead.event.MediaEvent;
import io.playhead.event.Params;
import java.util.Optional;

/** The open chapter and how many there were; a chapter's time is the content time while it is open (media-metrics §3). */
final class Chapters {

  private Optional<OpenItem<Params.Chapter>> chapter = Optional.empty();
  private long count;

  static Chapters readFrom(StateSource source) {
    Chapters chapters = new Chapters();
    chapters.count = source.readLong();
    if (source.readLong() == 0) {
      return chapters;
    }
    chapters.chapter = Optional
        .of(new OpenItem<>(EventState.readChapter(source), EventState.readMetadata(source), source.readLong()));
    return chapters;
  }

  void writeTo(StateSink sink) {
    sink.writeLong(count);
    sink.writeLong(chapter.isPresent() ? 1 : 0);
    chapter.ifPresent(open -> {
      EventState.writeChapter(open.params(), sink);
      EventState.writeMetadata(open.metadata(), sink);
      sink.writeLong(open.time());
    });
  }

  boolean isOpen() {
    return chapter.isPresent();
  }

  Optional<OpenItem<Params.Chapter>> openChapter() {
    return chapter;
  }

  void open(MediaEvent start) {
    chapter = Optional.of(OpenItem.of(start, Params.Chapter.class));
    count++;
  }

  void close() {
    chapter = Optional.empty();
  }

  /** Credits content time to the open chapter, if there is one. */
  void credit(long millis) {
    chapter.ifPresent(open -> open.credit(millis));
  }

  long count() {
    return count;
  }
}
