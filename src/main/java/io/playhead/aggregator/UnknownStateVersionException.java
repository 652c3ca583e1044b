package io.playhead.aggregator;

/**
 * Says that state was written by a newer version of the program. Nothing but that version helps: trying again would not, and
 * going on would make reports of garbage.
 */
public final class UnknownStateVersionException extends RuntimeException {
  UnknownStateVersionException(int version) {
    super("session state has version " + version + ", this program knows 1 to " + StateWriter.VERSION
        + ": it was written by another version of Playhead; run that one");
  }
}
