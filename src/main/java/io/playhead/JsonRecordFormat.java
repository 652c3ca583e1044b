package io.playhead;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.playhead.eventlog.EventId;
import io.playhead.eventlog.RecordHeaders;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * For programs: an object with {@code key}, {@code partition}, {@code offset}, {@code timestamp} (ms), {@code headers}
 * (name to text; of several with one name the last; an event's id as {@link EventId} writes it) and {@code value}: the
 * record's JSON, without its spacing. A value that is no JSON is given as text, an empty one as null.
 */
final class JsonRecordFormat implements RecordFormat {
  private final JsonFactory factory = new JsonFactory();

  @Override
  public String line(ConsumerRecord<byte[], byte[]> record) {
    var line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.writeStartObject();
      json.writeFieldName("key");
      writeText(json, record.key());
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeNumberField("timestamp", record.timestamp());
      writeHeaders(json, record);
      json.writeFieldName("value");
      writeValue(json, record.value());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  private static void writeHeaders(JsonGenerator json, ConsumerRecord<byte[], byte[]> record) throws IOException {
    json.writeObjectFieldStart("headers");
    for (Header header : record.headers()) {
      if (record.headers().lastHeader(header.key()) == header) {
        json.writeFieldName(header.key());
        writeHeader(json, record, header);
      }
    }
    json.writeEndObject();
  }

  private static void writeHeader(JsonGenerator json, ConsumerRecord<byte[], byte[]> record, Header header)
      throws IOException {
    Optional<EventId> id =
        header.key().equals(RecordHeaders.ID) ? EventId.of(record.headers()) : Optional.empty();
    if (id.isPresent()) {
      json.writeString(id.get().toString());
    } else {
      writeText(json, header.value());
    }
  }

  private void writeValue(JsonGenerator json, byte @Nullable [] value) throws IOException {
    if (value == null || value.length == 0) {
      json.writeNull();
      return;
    }
    try {
      json.writeRawValue(compact(value));
    } catch (JsonProcessingException e) {
      writeText(json, value);
    }
  }

  /** The same JSON without spacing: members in their order, repeated names and all digits kept. */
  private String compact(byte[] value) throws IOException {
    var text = new StringWriter();
    try (JsonParser parser = factory.createParser(value); JsonGenerator generator = factory.createGenerator(text)) {
      parser.nextToken();
      generator.copyCurrentStructureExact(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
    }
    return text.toString();
  }

  private static void writeText(JsonGenerator json, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      json.writeNull();
    } else {
      json.writeString(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
