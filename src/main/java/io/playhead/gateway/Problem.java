package io.playhead.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.playhead.validation.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The body of every answer that is not 2xx, as {@code application/problem+json} (collection-api §1).
 *
 * @param status the HTTP status, repeated in the body
 * @param message the first thing wrong, in words a player developer can act on
 * @param errors all violations of an invalid body; the member is absent where there are none
 * @param retryAfterSeconds when to try again, as a header; 0 for no such word
 */
record Problem(int status, String message, List<Violation> errors, int retryAfterSeconds) {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final int RETRY_AFTER_SECONDS = 5;

  private static final JsonFactory JSON = new JsonFactory();

  static Problem of(int status, String message) {
    return new Problem(status, message, List.of(), 0);
  }

  static Problem invalid(String message, List<Violation> errors) {
    return new Problem(400, message, errors, 0);
  }

  static Problem tooOften(String message, int retryAfterSeconds) {
    return new Problem(429, message, List.of(), retryAfterSeconds);
  }

  private static Problem later(String message) {
    return new Problem(503, message, List.of(), RETRY_AFTER_SECONDS);
  }

  static Problem notOurs() {
    return of(404, "the session id in the path is not one of ours; open a session with POST /api/v1/sessions"
        + " and post to its Location");
  }

  static Problem closed() {
    return of(410, "the session is closed; open a new one with POST /api/v1/sessions");
  }

  static Problem expired() {
    return of(410, "the session is older than 24 hours; open a new one with POST /api/v1/sessions");
  }

  static Problem unavailable() {
    return later("the event could not be made durable and was not kept; try again");
  }

  static Problem overloaded() {
    return later("too much is under way; the event was not kept, try again");
  }

  static Problem internal() {
    return of(500, "something went wrong on our side");
  }

  /** UTF-8. */
  byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("status", status);
      json.writeStringField("message", message);
      if (!errors.isEmpty()) {
        json.writeArrayFieldStart("errors");
        for (Violation error : errors) {
          json.writeStartObject();
          json.writeStringField("pointer", error.pointer());
          json.writeStringField("rule", error.rule());
          json.writeStringField("detail", error.detail());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
