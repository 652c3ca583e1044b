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
 * absent where there is none, and so is the body where it was empty or is no longer known. Of a body
 * larger than 64 KiB only the beginning is kept, and {@code bodyBytes} says how large it was. What is kept is
 * {@code bodyBase64} instead if it is not UTF-8.
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

  /** As much as a single event may have by default. To write a whole megabyte would cost more than to judge it. */
  private static final int MAX_KEPT_BYTES = 64 * 1024;

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

  /** What it holds in memory, but for what all have. */
  int bytes() {
    return body.length + verdict.map(json -> json.length).orElse(0);
  }

  /** The record's value, UTF-8. */
  public byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(body.length, MAX_KEPT_BYTES) + 512);
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
    int kept = kept();
    if (kept < body.length) {
      json.writeNumberField("bodyBytes", body.length);
    }
    ByteBuffer beginning = ByteBuffer.wrap(body, 0, kept);
    try {
      json.writeStringField("body", StandardCharsets.UTF_8.newDecoder().decode(beginning).toString());
    } catch (CharacterCodingException notText) {
      json.writeFieldName("bodyBase64");
      json.writeBinary(body, 0, kept);
    }
  }

  /** How much of the body is kept: not a part of a UTF-8 character, of which all bytes but the first begin with 10. */
  private int kept() {
    if (body.length <= MAX_KEPT_BYTES) {
      return body.length;
    }
    int end = MAX_KEPT_BYTES;
    while (end > MAX_KEPT_BYTES - 3 && (body[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }
}
