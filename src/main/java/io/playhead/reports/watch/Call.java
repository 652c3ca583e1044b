package io.playhead.reports.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.playhead.eventlog.RecordHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A call of a player, as the log has it or as it was refused.
 *
 * @param at when it was logged
 * @param sid the session it was sent to; that of a refused start has none
 * @param type its event type, or {@code downloaded}, if it is known
 * @param accepted whether it was taken
 * @param message of a refused one, what is wrong
 * @param player the name of the player, if it opens a session
 * @param raw the body as it was sent; of a refused one as much as was kept
 */
record Call(Instant at, Optional<String> sid, Optional<String> type, boolean accepted, Optional<String> message,
    Optional<String> player, String raw) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A record of {@code media.events}; empty if it is a tick. */
  static Optional<Call> logged(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> type = type(record);
    if (record.key() == null || record.value() == null || type.equals(Optional.of(RecordHeaders.TICK))) {
      return Optional.empty();
    }
    String raw = text(record.value());
    return Optional.of(new Call(Instant.ofEpochMilli(record.timestamp()), Optional.of(text(record.key())), type, true,
        Optional.empty(), player(raw), raw));
  }

  /** A record of {@code media.rejected}. */
  static Call refused(ConsumerRecord<byte[], byte[]> record) {
    JsonNode rejection = record.value() == null ? MissingNode.getInstance() : json(record.value());
    String raw = body(rejection);
    String why = rejection.at("/verdict/message").asText(rejection.path("reason").asText());
    return new Call(Instant.ofEpochMilli(record.timestamp()), Optional.ofNullable(record.key()).map(Call::text),
        Optional.ofNullable(rejection.path("eventType").textValue()), false, Optional.of(why), player(raw), raw);
  }

  /** What is not UTF-8 is shown as far as it is. */
  private static String body(JsonNode rejection) {
    try {
      return rejection.has("bodyBase64") ? text(rejection.path("bodyBase64").binaryValue())
          : rejection.path("body").asText();
    } catch (IOException notBase64) {
      return "";
    }
  }

  private static Optional<String> type(ConsumerRecord<byte[], byte[]> record) {
    Header type = record.headers().lastHeader(RecordHeaders.TYPE);
    return type == null ? Optional.empty() : Optional.of(text(type.value()));
  }

  /** Only where it is worth looking: most events open nothing. */
  private static Optional<String> player(String raw) {
    if (!raw.contains("media.playerName")) {
      return Optional.empty();
    }
    return Optional.ofNullable(firstEvent(raw).path("params").path("media.playerName").textValue());
  }

  /** Reads no further, because of a large array that was refused only the beginning is there. */
  private static JsonNode firstEvent(String raw) {
    try (JsonParser parser = JSON.createParser(raw)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        first = parser.nextToken();
      }
      return first == JsonToken.START_OBJECT ? JSON.readValue(parser, JsonNode.class) : MissingNode.getInstance();
    } catch (JsonProcessingException refusedForThat) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException refusedForThat) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
