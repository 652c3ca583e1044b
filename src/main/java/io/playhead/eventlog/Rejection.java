package io.playhead.eventlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What {@code media.rejected} keeps of something that was not taken, as JSON:
 *
 * <pre>{"reason": "invalid", "eventType": "ping", "verdict": {…}, "source": {"partition": 3, "offset": 17}, "body":
 * "…"}</pre>
 *
 * <p>{@code verdict} is the problem the player was told, {@code source} the record in {@code media.events}; each is
 * absent where there is none, and so is the body where it was empty or is no longer known. A body that is not UTF-8, or
 * so large that escaping could outgrow a record, is {@code bodyBase64} instead.
 *
 * @param reason why it was not taken
 * @param sid the session it was sent to, the record's key
 * @param eventType the type it claims, if it is one of ours
 * @param verdict a JSON document, UTF-8
 * @param body the bytes that were sent
 */
public record Rejection(
    Reason reason,
    Optional<String> sid,
    Optional<String> eventType,
    Optional<byte[]> verdict,
    Optional<Source> source,
    byte[] body) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_TEXT_BYTES = 256 * 1024;

  /** Why something was not taken. */
  public enum Reason {
    /** A gateway refused the body with 400. */
    INVALID("invalid"),
    /** The event's session is closed or was never started (media-metrics §4). */
    SESSION_NOT_OPEN("session-not-open"),
    /** The record in {@code media.events} cannot be read. */
    UNDECODABLE("undecodable");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** The value of {@code reason} in the record. */
    public String wireName() {
      return wireName;
    }
  }

  /** A record in {@code media.events}. */
  public record Source(int partition, long offset) {}

  /** The record's value, UTF-8. */
  public byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("reason", reason.wireName());
      if (eventType.isPresent()) {
        json.writeStringField("eventType", eventType.get());
      }
      if (verdict.isPresent()) {
        json.writeFieldName("verdict");
        json.writeRawValue(new String(verdict.get(), StandardCharsets.UTF_8));
      }
      if (source.isPresent()) {
        json.writeObjectFieldStart("source");
        json.writeNumberField("partition", source.get().partition());
        json.writeNumberField("offset", source.get().offset());
        json.writeEndObject();
      }
      writeBody(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void writeBody(JsonGenerator json) throws IOException {
    if (body.length == 0) {
      return;
    }
    Optional<String> text = text();
    if (text.isPresent()) {
      json.writeStringField("body", text.get());
    } else {
      json.writeBinaryField("bodyBase64", body);
    }
  }

  private Optional<String> text() {
    if (body.length > MAX_TEXT_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
