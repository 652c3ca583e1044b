package io.playhead.validation;

/** Judges request bodies by their bytes alone: never by the session (collection-api §3). */
public interface BodyValidator {

  /** The verdict on a body sent to that endpoint. Safe for any number of threads; no bytes make it throw. */
  Verdict validate(Endpoint endpoint, byte[] body);
}
